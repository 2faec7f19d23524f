namespace Lighthouse.Suites.Security;

/// <summary>What the scans look at, as the pipeline says through environment variables.</summary>
internal static class Scanned
{
    /// <summary><c>LIGHTHOUSE_REPOSITORY</c>: the folder of the repository; else the one that the runbook lies in.</summary>
    public static string Repository => Variable("LIGHTHOUSE_REPOSITORY") ?? Above(Variable("LIGHTHOUSE_RUNBOOK") ?? Environment.CurrentDirectory);

    /// <summary><c>LIGHTHOUSE_ADVISORIES</c>: a folder of advisories in OSV's format, beside the repository's own snapshot.</summary>
    public static IReadOnlyList<string> Advisories =>
    [
        // A folder that was given and is not there is a doubt; a repository need not have a snapshot.
        .. Variable("LIGHTHOUSE_ADVISORIES") is { } given ? [given] : Array.Empty<string>(),
        .. Path.Combine(Repository, "build", "advisories") is var own && Directory.Exists(own) ? [own] : Array.Empty<string>(),
    ];

    /// <summary><c>LIGHTHOUSE_SARIF</c>: a folder of SARIF files of other scanners; null when there is none.</summary>
    public static string? OtherScanners => Variable("LIGHTHOUSE_SARIF");

    /// <summary><c>LIGHTHOUSE_IMAGE</c>: the container image as a tar or a folder; null when none was given.</summary>
    public static string? Image => Variable("LIGHTHOUSE_IMAGE");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string Above(string file)
    {
        for (var folder = new DirectoryInfo(file); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, ".git")) || (folder.Exists && folder.EnumerateFiles("*.sln").Any()))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"LHS5300: no folder above '{file}' holds a repository; set LIGHTHOUSE_REPOSITORY.");
    }
}
