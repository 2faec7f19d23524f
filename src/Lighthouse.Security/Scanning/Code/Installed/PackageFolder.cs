namespace Lighthouse.Security.Scanning.Code.Installed;

/// <summary>Finds packages that a restore unpacked on this machine.</summary>
internal static class PackageFolder
{
    /// <summary>A folder inside a package; null when the package is not there.</summary>
    public static string? Find(string root, string package, string version, string inside)
    {
        var folder = Path.Combine(root, package.ToLowerInvariant(), version, inside);
        return Directory.Exists(folder) ? folder : null;
    }

    /// <summary>Where the restore of this user unpacks: <c>NUGET_PACKAGES</c>, else the usual place.</summary>
    public static string Usual => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
        ? given
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
