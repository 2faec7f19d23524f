using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>Finds which runs lie where they belong.</summary>
internal static class RunOrder
{
    /// <summary>
    /// The ascending selection of <paramref name="runs"/> that holds the most events; every other run is out of place, such as
    /// a record that was moved or a segment that was exchanged.
    /// </summary>
    public static IReadOnlyList<SegmentRun> InPlace(IReadOnlyList<SegmentRun> runs)
    {
        if (Ascends(runs))
            return runs;
        var events = new long[runs.Count];
        var before = new int[runs.Count];
        var best = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            before[i] = -1;
            for (var j = 0; j < i; j++)
                if (runs[j].Last < runs[i].First && events[j] > (before[i] < 0 ? 0 : events[before[i]]))
                    before[i] = j;
            events[i] = runs[i].Count + (before[i] < 0 ? 0 : events[before[i]]);
            if (events[i] > events[best])
                best = i;
        }
        var chosen = new List<SegmentRun>();
        for (var i = best; i >= 0; i = before[i])
            chosen.Add(runs[i]);
        chosen.Reverse();
        return chosen;
    }

    private static bool Ascends(IReadOnlyList<SegmentRun> runs)
    {
        for (var i = 1; i < runs.Count; i++)
            if (runs[i].First <= runs[i - 1].Last)
                return false;
        return true;
    }
}
