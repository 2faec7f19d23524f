namespace Lighthouse.Security.Scanning.Advisories;

/// <summary>Joins the advisories of given folders and of feeds.</summary>
/// <param name="folders">Folders of advisories in OSV's format.</param>
/// <param name="http">Asks the feeds; null to leave them out.</param>
/// <param name="time">The clock.</param>
internal sealed class AdvisorySources(IReadOnlyList<string> folders, HttpClient? http, TimeProvider time)
{
    // A date has no hour: somewhere it is tomorrow already.
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    private readonly List<string> _doubts = [];
    private readonly List<string> _silent = [];

    /// <summary>What should be known and is not.</summary>
    public IReadOnlyList<string> Doubts => _doubts;

    /// <summary>What need not be known: the feeds that said nothing.</summary>
    public IReadOnlyList<string> Silent => _silent;

    /// <summary>Reads them all.</summary>
    /// <param name="feeds">Addresses of the feeds.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<AdvisorySource>> ReadAsync(IEnumerable<string> feeds, CancellationToken cancellation)
    {
        var sources = ReadFolders();
        foreach (var feed in feeds)
        {
            if (http is null || !Uri.TryCreate(feed, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                continue;
            try
            {
                if (await new NuGetVulnerabilityIndex(http, time).ReadAsync(address, cancellation) is { } source)
                    sources.Add(source);
                else
                    _silent.Add($"the feed {address.Host} offers no advisories");
            }
            catch (ScanException problem)
            {
                // A feed out of reach leaves what the folders know; how old that is, is measured.
                _silent.Add(problem.Message);
            }
        }

        _doubts.AddRange(sources.SelectMany(source => source.Doubts));
        return sources;
    }

    private List<AdvisorySource> ReadFolders()
    {
        var sources = new List<AdvisorySource>();
        foreach (var folder in folders)
        {
            try
            {
                sources.Add(Believed(AdvisoryFolder.Read(folder)));
            }
            catch (ScanException problem)
            {
                _doubts.Add(problem.Message);
            }
        }

        return sources;
    }

    // Advisories that come from a day that has not been are matched, but their silence means nothing.
    private AdvisorySource Believed(AdvisorySource source)
    {
        if (source.Date - time.GetUtcNow() <= MostAhead)
            return source;
        _doubts.Add($"LHS5345: {source.Name} is dated {source.Date:yyyy-MM-dd}, which has not been yet; how old its advisories are is not known, so what it does not say means nothing.");
        return source with { Covers = new HashSet<string>() };
    }
}
