using System.Text;
using Lighthouse.Security.Scanning.Advisories;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>Reads what dpkg wrote: <c>status</c>, or one file for each package in <c>status.d</c> where an image was put together without dpkg.</summary>
internal static class DpkgDatabase
{
    public static PackageList Read(ImageEntry file, string? release, ICollection<string> doubts)
    {
        var text = Encoding.UTF8.GetString(file.Content!);
        if (file.Path.EndsWith(".list", StringComparison.Ordinal))
            return new PackageList([], [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimStart('/'))]);
        if (file.Path.EndsWith(".md5sums", StringComparison.Ordinal))
            return new PackageList([], [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("  ", 2)).Where(line => line.Length == 2).Select(line => line[1])]);
        return new PackageList([.. Paragraphs.Read(text).Select(fields => Package(fields, file, release, doubts)).OfType<UsedPackage>()], []);
    }

    private static UsedPackage? Package(Dictionary<string, string> fields, ImageEntry file, string? release, ICollection<string> doubts)
    {
        var (name, version) = (fields.GetValueOrDefault("Package"), fields.GetValueOrDefault("Version"));
        // What was removed leaves its settings, and its paragraph, behind.
        if (fields.TryGetValue("Status", out var status) && !status.EndsWith(" installed", StringComparison.Ordinal))
            return null;
        if (name is null || version is null)
        {
            doubts.Add($"LHS5756: a package in '/{file.Path}' has no name or no version.");
            return null;
        }

        // Advisories name the source package: openssl (3.0.1-2) where libssl3 is installed.
        var source = fields.GetValueOrDefault("Source", name).Split(" (", 2);
        return new UsedPackage(release ?? "Debian", source[0], source.Length == 2 ? source[1].TrimEnd(')') : version, file.Path);
    }
}
