using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>Finds runs whose every record is sealed but that belong to another history: a segment of another or an older copy of the store.</summary>
internal static class ChainLinks
{
    /// <summary>
    /// The foreign ones of <paramref name="runs"/> (ascending). Up to <paramref name="anchored"/> the later run vouches for the
    /// one before by the seal that it names; behind it nothing vouches for the later one.
    /// </summary>
    public static IReadOnlySet<SegmentRun> Foreign(IReadOnlyList<SegmentRun> runs, long anchored)
    {
        var foreign = new HashSet<SegmentRun>();
        for (var i = 1; i < runs.Count; i++)
            if (runs[i].First > anchored && (foreign.Contains(runs[i - 1]) || Contradicts(runs[i - 1], runs[i])))
                foreign.Add(runs[i]);
        for (var i = runs.Count - 2; i >= 0; i--)
            if (!foreign.Contains(runs[i + 1]) && Contradicts(runs[i], runs[i + 1]))
                foreign.Add(runs[i]);
        return foreign;
    }

    private static bool Contradicts(SegmentRun earlier, SegmentRun later) =>
        later.First == earlier.Last + 1 && later.FirstPrevious != earlier.LastSeal;
}
