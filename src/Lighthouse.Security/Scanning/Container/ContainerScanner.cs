using Lighthouse.Security.Scanning.Advisories;
using Lighthouse.Security.Scanning.Dependencies;
using Lighthouse.Security.Scanning.Secrets;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>
/// Scans the image that is shipped, from its saved archive: its packages against advisories, the user as whom it runs and what that one can
/// overwrite, files with rights of their own, and secrets in every layer and in the configuration. It runs nothing of the image.
/// </summary>
/// <param name="options">What is scanned, and by what.</param>
/// <param name="http">Asks the feeds of the repository for advisories; null to leave them out.</param>
/// <param name="time">The clock.</param>
public sealed class ContainerScanner(ContainerScanOptions options, HttpClient? http, TimeProvider time)
{
    private readonly List<string> _doubts = [];
    private int _looked;

    /// <summary>Scans.</summary>
    /// <param name="cancellation">Ends it without a result.</param>
    public async Task<ScanResult> ScanAsync(CancellationToken cancellation)
    {
        try
        {
            var secrets = new ImageSecrets(AllowList.Read(options.AllowList, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));
            var image = ContainerImage.Read(options.Archive, (entry, content) => Look(secrets, entry, content, cancellation), _doubts);
            var sources = new AdvisorySources(options.Advisories, http, time);
            return Judge(image, secrets, sources, await sources.ReadAsync(ShippedProjects.FeedsOf(options.Repository), cancellation));
        }
        catch (ScanException problem)
        {
            return ScanResult.Impossible(problem.Message);
        }
    }

    private void Look(ImageSecrets secrets, ImageEntry entry, byte[] content, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _looked++;
        secrets.Look(entry, content);
    }

    private ScanResult Judge(ContainerImage image, ImageSecrets secrets, AdvisorySources reading, IReadOnlyList<AdvisorySource> sources)
    {
        var installed = new InstalledPackages(image);
        var packages = installed.Read();
        var matcher = new AdvisoryMatcher(sources);
        var user = ImageUser.Of(image);
        var found = packages.SelectMany(package => matcher.Match(package, _doubts)).Concat(new PermissionCheck(image, user).Run()).Concat(secrets.Run(image))
            .OrderBy(finding => finding.Severity).ThenBy(finding => finding.Title, StringComparer.Ordinal).ToList();
        if (sources.Count == 0 && found.TrueForAll(finding => finding.Excuse is not null || finding.Severity > Severity.High))
            return ScanResult.Impossible($"LHS5761: no advisories from any source: {string.Join("; ", reading.Silent.Concat(reading.Doubts))}. Give a folder of them: --advisories=DIR.");
        _doubts.AddRange(reading.Doubts);
        _doubts.AddRange(installed.Doubts);
        _doubts.AddRange(Uncovered(packages, matcher));
        var how = $"{packages.Count} packages and {_looked:#,##0} files of {image.Description.Layers.Count} layers of the image {image.Description.Name} (sha256:{image.Description.Digest[..12]}), "
            + $"which runs as user {user.Id}, against {sources.Sum(source => source.Advisories.Count)} advisories from {string.Join(" and ", sources.Select(source => $"{source.Name} (known up to {source.Date:yyyy-MM-dd})"))}"
            + (reading.Silent.Count == 0 ? "" : $"; {string.Join("; ", reading.Silent)}");
        return new ScanResult(_looked, found, _doubts, how);
    }

    private static IEnumerable<string> Uncovered(IReadOnlyList<UsedPackage> packages, AdvisoryMatcher matcher)
    {
        var names = packages.Where(package => !matcher.IsCovered(package)).Select(package => $"{package.Name} {package.Version} ({package.Ecosystem})").ToList();
        return names.Count == 0 ? [] : [$"LHS5762: no source knows the advisories of {string.Join(", ", names.Take(10))}{(names.Count > 10 ? $" and {names.Count - 10} more" : "")}."];
    }
}
