using Lighthouse.Security.Scanning.Advisories;

namespace Lighthouse.Security.Scanning.Dependencies;

/// <summary>A scan of the packages.</summary>
/// <param name="Result">What was found.</param>
/// <param name="Ages">How old the newest advisory data of each covered package is.</param>
/// <param name="Uncovered">Packages of which no source knows all, so that silence about them means nothing.</param>
public sealed record DependencyScan(ScanResult Result, IReadOnlyList<TimeSpan> Ages, IReadOnlyList<string> Uncovered);

/// <summary>Looks the packages of the shipped projects up in the advisories of their feeds and of given folders.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="folders">Folders of advisories in OSV's format.</param>
/// <param name="http">Asks the feeds; null to leave them out.</param>
/// <param name="time">The clock.</param>
public sealed class DependencyScanner(string root, IReadOnlyList<string> folders, HttpClient? http, TimeProvider time)
{
    private readonly List<string> _doubts = [];

    /// <summary>Scans.</summary>
    /// <param name="cancellation">Ends it without a result.</param>
    public async Task<DependencyScan> ScanAsync(CancellationToken cancellation)
    {
        var reading = new ShippedProjects(root);
        var projects = reading.Read();
        if (projects.Count == 0)
            return new DependencyScan(ScanResult.Impossible($"LHS5371: no project under src or build of '{root}'."), [], []);
        var asking = new AdvisorySources(folders, http, time);
        var sources = await asking.ReadAsync(reading.Sources, cancellation);
        if (sources.Count == 0)
            return new DependencyScan(ScanResult.Impossible($"LHS5372: no advisories from any source: {string.Join("; ", asking.Silent.Concat(asking.Doubts))}. Give a folder of them: --advisories=DIR."), [], []);
        _doubts.AddRange(asking.Doubts);
        return Judge(projects, sources, reading.Doubts, asking.Silent);
    }

    private DependencyScan Judge(IReadOnlyList<ProjectPackages> projects, IReadOnlyList<AdvisorySource> sources, IReadOnlyList<string> unread, IReadOnlyList<string> silent)
    {
        var matcher = new AdvisoryMatcher(sources);
        var used = projects.SelectMany(project => project.Packages.Select(package => new UsedPackage("NuGet", package.Name, package.Version, project.LockFile)))
            .GroupBy(package => (package.Name, package.Version)).Select(uses => uses.First()).ToList();
        var found = projects.Where(project => !project.IsLocked).Select(Unlocked)
            .Concat(projects.SelectMany(Differing))
            .Concat(used.SelectMany(package => matcher.Match(package, _doubts)))
            .OrderBy(finding => finding.Severity).ThenBy(finding => finding.Title, StringComparer.Ordinal).ToList();
        var uncovered = used.Where(package => !matcher.IsCovered(package)).Select(package => $"{package.Name} {package.Version}").ToList();
        var ages = used.Select(matcher.DateOf).OfType<DateTimeOffset>().Select(date => time.GetUtcNow() - date).Select(age => age < TimeSpan.Zero ? TimeSpan.Zero : age).ToList();
        _doubts.AddRange(unread);
        if (uncovered.Count > 0)
            _doubts.Add($"LHS5373: no source knows the advisories of {string.Join(", ", uncovered.Take(10))}{(uncovered.Count > 10 ? $" and {uncovered.Count - 10} more" : "")}.");
        if (used.Count == 0)
            _doubts.Add("LHS5374: the shipped projects use no package at all; was anything restored?");
        var how = $"{used.Count} packages of {projects.Count} shipped projects against {sources.Sum(source => source.Advisories.Count)} advisories from "
            + string.Join(" and ", sources.Select(source => $"{source.Name} (known up to {source.Date:yyyy-MM-dd})"))
            + (silent.Count == 0 ? "" : $"; {string.Join("; ", silent)}");
        return new DependencyScan(new ScanResult(used.Count, found, _doubts, how), ages, uncovered);
    }

    private static ScanFinding Unlocked(ProjectPackages project) => new(
        "no-lock-file", $"{project.Project} has no lock file: what is built need not be what was scanned", Severity.High, ["CWE-1357"], project.LockFile, null,
        "Restore with RestorePackagesWithLockFile and commit packages.lock.json.");

    private static IEnumerable<ScanFinding> Differing(ProjectPackages project) => project.Packages.GroupBy(package => package.Name, StringComparer.OrdinalIgnoreCase)
        .Where(versions => versions.Count() > 1)
        .Select(versions => new ScanFinding(
            "lock-file-differs", $"{project.Project} is locked to another version of {versions.Key} than it was restored with: {string.Join(", ", versions.Select(one => one.Version))}",
            Severity.High, ["CWE-1357"], project.LockFile, null, "Restore again and commit the lock file that comes out."));
}
