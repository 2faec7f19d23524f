namespace Lighthouse.Readiness.Triage;

/// <summary>Every finding that any run has seen, folded from the audit trail.</summary>
public sealed class FindingRegister
{
    private readonly List<TriageEntry> _trail = [];
    private readonly Dictionary<(string Target, string Finding), RegisteredFinding> _known = [];

    /// <summary>Folds a trail.</summary>
    /// <param name="trail">Its entries, oldest first.</param>
    public FindingRegister(IEnumerable<TriageEntry> trail)
    {
        foreach (var entry in trail)
            Add(entry);
    }

    /// <summary>The trail, oldest first.</summary>
    public IReadOnlyList<TriageEntry> Trail => _trail;

    /// <summary>What is not mended, the soonest due first.</summary>
    public IReadOnlyList<RegisteredFinding> Open =>
        [.. _known.Values.Where(known => known.IsOpen).OrderBy(known => known.Last.Due ?? DateOnly.MaxValue).ThenBy(known => known.Last.Severity).ThenBy(known => known.First.At)];

    /// <summary>What is not mended, not waived, and past its day.</summary>
    public IReadOnlyList<RegisteredFinding> Overdue(DateOnly today) => [.. Open.Where(known => !known.IsWaived && known.Last.Due < today)];

    /// <summary>What is known of a finding; null when it was never seen on this target.</summary>
    public RegisteredFinding? Find(string target, string finding) => _known.GetValueOrDefault((target, finding));

    /// <summary>Everything known of a target.</summary>
    public IEnumerable<RegisteredFinding> On(string target) => _known.Where(pair => pair.Key.Target == target).Select(pair => pair.Value);

    /// <summary>Adds an entry to the end of the trail.</summary>
    public void Add(TriageEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _trail.Add(entry);
        var key = (entry.Target, entry.Finding);
        var before = _known.GetValueOrDefault(key);
        _known[key] = new RegisteredFinding(
            before?.First ?? entry, entry,
            IsOpen: entry.Event != TriageEvent.Closed,
            IsWaived: entry.Event switch
            {
                TriageEvent.Waived => true,
                TriageEvent.WaiverEnded or TriageEvent.Opened or TriageEvent.Reopened => false,
                _ => before?.IsWaived ?? false,
            });
    }
}

/// <summary>A finding as the register knows it.</summary>
/// <param name="First">When it was first seen.</param>
/// <param name="Last">What last happened to it.</param>
/// <param name="IsOpen">Whether it is not mended.</param>
/// <param name="IsWaived">Whether a waiver covers it.</param>
public sealed record RegisteredFinding(TriageEntry First, TriageEntry Last, bool IsOpen, bool IsWaived);
