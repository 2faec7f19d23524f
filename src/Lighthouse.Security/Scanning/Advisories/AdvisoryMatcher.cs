namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>A package that is used somewhere.</summary>
/// <param name="Ecosystem">Its ecosystem in OSV, with the release where one is known.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Place">Where it is used: a project, a file in an image.</param>
internal sealed record UsedPackage(string Ecosystem, string Name, string Version, string Place);

/// <summary>Looks used packages up in advisories.</summary>
/// <param name="sources">The advisories.</param>
internal sealed class AdvisoryMatcher(IReadOnlyList<AdvisorySource> sources)
{
    private readonly ILookup<string, (Advisory Advisory, AffectedPackage Affected)> _byPackage = sources
        .SelectMany(source => source.Advisories)
        .SelectMany(advisory => advisory.Affected.Select(affected => (advisory, affected)))
        .ToLookup(pair => $"{Ecosystem.NameOf(pair.affected.Ecosystem)}/{pair.affected.Name}", StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether silence about the package means something.</summary>
    public bool IsCovered(UsedPackage package) => sources.Any(source => source.KnowsAllOf(package.Ecosystem, package.Name));

    /// <summary>The day up to which something is known of the package; null when it is not covered.</summary>
    public DateTimeOffset? DateOf(UsedPackage package) =>
        sources.Where(source => source.KnowsAllOf(package.Ecosystem, package.Name)).Select(source => (DateTimeOffset?)source.Date).Max();

    /// <summary>What is known against a package.</summary>
    public IEnumerable<ScanFinding> Match(UsedPackage package, ICollection<string> doubts)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (advisory, affected) in _byPackage[$"{Ecosystem.NameOf(package.Ecosystem)}/{package.Name}"])
        {
            if (Ecosystem.Concerns(affected.Ecosystem, package.Ecosystem) && Includes(affected, package, advisory, doubts) && told.Add(advisory.Id))
            {
                yield return new ScanFinding(
                    "vulnerable-package", $"{advisory.Id} in {package.Name} {package.Version}: {advisory.Summary}", advisory.Severity, [advisory.Id, .. advisory.Names], package.Place, null,
                    $"Update {package.Name} to a version that the advisory names as mended: https://osv.dev/vulnerability/{advisory.Id}");
            }
        }
    }

    private static bool Includes(AffectedPackage affected, UsedPackage package, Advisory advisory, ICollection<string> doubts)
    {
        try
        {
            return affected.Includes(package.Version);
        }
        catch (ScanException problem)
        {
            doubts.Add($"{problem.Message} Whether {advisory.Id} concerns {package.Name} {package.Version} is not known.");
            return false;
        }
    }
}
