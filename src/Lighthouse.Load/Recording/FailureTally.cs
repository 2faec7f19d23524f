using System.Collections.Concurrent;

namespace Lighthouse.Load.Recording;

/// <summary>Counts failures by kind. Kinds come from steps and their exceptions, so their number and length are bounded; what goes beyond is counted under one name.</summary>
internal sealed class FailureTally
{
    public const string OtherKinds = "(other kinds)";
    private const int MostKinds = 100;
    private const int LongestKind = 100;

    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => new SortedDictionary<string, long>(_counts, StringComparer.Ordinal);

    public void Add(string kind)
    {
        var name = kind.Length > LongestKind ? kind[..LongestKind] : kind;
        if (!_counts.ContainsKey(name) && _counts.Count >= MostKinds)
            name = OtherKinds;
        _counts.AddOrUpdate(name, 1, (_, count) => count + 1);
    }
}
