using System.Collections.Concurrent;

namespace Lighthouse.Chaos.Lies;

/// <summary>
/// What a history must consist of: every deed that was acknowledged, once, and nothing else. A deed is whatever text the clients and the reader of the
/// history both write it as. Safe from any number of threads.
/// </summary>
public sealed class ExpectedHistory
{
    private readonly ConcurrentQueue<string> _acknowledged = [];
    private readonly ConcurrentQueue<string> _unknown = [];

    /// <summary>How many deeds were acknowledged.</summary>
    public int Count => _acknowledged.Count;

    /// <summary>Notes a deed that was acknowledged: it must be there once for each time.</summary>
    public void Acknowledge(string deed) => _acknowledged.Enqueue(deed);

    /// <summary>Notes a deed of which nobody knows whether it was done, for its answer was lost: it may be there, and need not.</summary>
    public void MayHave(string deed) => _unknown.Enqueue(deed);

    /// <summary>Compares with what a separate reader found.</summary>
    /// <param name="found">Every deed of the history.</param>
    public HistoryDifference Compare(IEnumerable<string> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var left = CountsOf(found);
        var missing = _acknowledged.Where(deed => !TryTake(left, deed)).ToList();
        foreach (var deed in _unknown)
            TryTake(left, deed);
        return new HistoryDifference(_acknowledged.Count, missing, [.. left.SelectMany(one => Enumerable.Repeat(one.Key, one.Value))]);
    }

    private static Dictionary<string, int> CountsOf(IEnumerable<string> deeds) =>
        deeds.GroupBy(deed => deed, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);

    private static bool TryTake(Dictionary<string, int> from, string deed)
    {
        if (!from.TryGetValue(deed, out var count) || count == 0)
            return false;
        from[deed] = count - 1;
        return true;
    }
}
