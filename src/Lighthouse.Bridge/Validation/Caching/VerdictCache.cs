using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Validation.Caching;

/// <summary>Keeps the verdicts that were asked for last, within a number and a size.</summary>
internal sealed class VerdictCache(BridgeOptions options, BridgeClock clock) : IVerdictCache
{
    // Key, verdict, node and dictionary slot without their texts.
    private const int FixedBytes = 400;
    private readonly Lock _lock = new();
    private readonly Dictionary<VerdictKey, LinkedListNode<Entry>> _byKey = [];
    private readonly LinkedList<Entry> _byUse = new();
    private long _bytes;
    private long _evicted;

    public Verdict? Find(VerdictKey key)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var node)) return null;
            if (clock.UnixMilliseconds >= node.Value.EndsAt)
            {
                Drop(node);
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Verdict;
        }
    }

    public void Keep(VerdictKey key, Verdict verdict, TimeSpan? life)
    {
        var settings = options.Validation;
        var endsAt = life is { } lasts ? clock.UnixMilliseconds + (long)lasts.TotalMilliseconds : long.MaxValue;
        var entry = new Entry(key, verdict, endsAt, SizeOf(key, verdict));
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var old)) Drop(old);
            if (entry.Bytes > settings.CacheBytes || settings.CacheEntries == 0) return;
            _byKey[key] = _byUse.AddFirst(entry);
            _bytes += entry.Bytes;
            while (_byKey.Count > settings.CacheEntries || _bytes > settings.CacheBytes)
            {
                Drop(_byUse.Last!);
                _evicted++;
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _byKey.Clear();
            _byUse.Clear();
            _bytes = 0;
        }
    }

    public VerdictCacheFigures Measure()
    {
        lock (_lock) return new(_byKey.Count, _bytes, _evicted);
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _byKey.Remove(node.Value.Key);
        _bytes -= node.Value.Bytes;
    }

    private static long SizeOf(VerdictKey key, Verdict verdict) => FixedBytes + (2L * (
        key.ToolName.Length + key.InputDigest.Length + key.ActionsDigest.Length + key.AgentId.Length + key.Role.Length + key.Surroundings.Length
        + key.MetadataDigest.Length + key.PolicyVersion.Length + verdict.Reasoning.Length + (verdict.RuleId?.Length ?? 0) + (verdict.Expert?.Length ?? 0)));

    private sealed record Entry(VerdictKey Key, Verdict Verdict, long EndsAt, long Bytes);
}
