using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>Finds which runs lie where they belong.</summary>
internal static class RunOrder
{
    /// <summary>
    /// The ascending selection of <paramref name="runs"/> that holds the most events; every other run is out of place, such as
    /// a record that was moved or a segment that was exchanged. Of selections that hold as many the one is taken of which most lie where
    /// they would if all were in order: between two exchanged records that is the one that nobody has moved.
    /// </summary>
    public static IReadOnlyList<SegmentRun> InPlace(IReadOnlyList<SegmentRun> runs)
    {
        if (Ascends(runs))
            return runs;
        var unmoved = Unmoved(runs);
        var worth = new (long Events, int Unmoved)[runs.Count];
        var before = new int[runs.Count];
        var best = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            before[i] = -1;
            var behind = (Events: 0L, Unmoved: 0);
            for (var j = 0; j < i; j++)
                if (runs[j].Last < runs[i].First && worth[j].CompareTo(behind) > 0)
                    (before[i], behind) = (j, worth[j]);
            worth[i] = (behind.Events + runs[i].Count, behind.Unmoved + (unmoved[i] ? 1 : 0));
            if (worth[i].CompareTo(worth[best]) > 0)
                best = i;
        }
        var chosen = new List<SegmentRun>();
        for (var i = best; i >= 0; i = before[i])
            chosen.Add(runs[i]);
        chosen.Reverse();
        return chosen;
    }

    private static bool[] Unmoved(IReadOnlyList<SegmentRun> runs)
    {
        var unmoved = new bool[runs.Count];
        var place = 0;
        foreach (var i in Enumerable.Range(0, runs.Count).OrderBy(i => runs[i].First))
        {
            unmoved[i] = i == place;
            place++;
        }
        return unmoved;
    }

    private static bool Ascends(IReadOnlyList<SegmentRun> runs)
    {
        for (var i = 1; i < runs.Count; i++)
            if (runs[i].First <= runs[i - 1].Last)
                return false;
        return true;
    }
}
