using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Lighthouse.Bridge.Collaboration;

/// <summary>One collaboration. It is changed by whoever holds its gate; what is seen is a picture of one moment.</summary>
internal sealed class CollaborationSession(string id, CollaborationPlan plan, string startedBy, long startedAt, long expiresAt)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ContextEntry> _context = new(StringComparer.Ordinal);

    public string Id { get; } = id;

    public CollaborationPlan Plan { get; } = plan;

    public string StartedBy { get; } = startedBy;

    public long ExpiresAt { get; } = expiresAt;

    /// <summary>One change at a time, so that the events and the memory have them in one order.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    public long Version { get; private set; }

    public long? EndedAt { get; private set; }

    public long ContextBytes { get; private set; }

    public IDisposable? Watch { get; set; }

    public int Keys
    {
        get
        {
            lock (_lock) return _context.Count;
        }
    }

    public CollaborationView View
    {
        get
        {
            lock (_lock)
                return new(Id, Plan, StartedBy, startedAt, ExpiresAt, EndedAt, Version, [.. _context.Values.OrderBy(e => e.Key, StringComparer.Ordinal)]);
        }
    }

    public bool Includes(string agentId) => Plan.Participants.Contains(agentId, StringComparer.Ordinal);

    /// <summary>How much larger the context would be.</summary>
    public long GrowthBy(SharedValue shared)
    {
        // Another instance's change may arrive meanwhile.
        lock (_lock)
        {
            var now = _context.TryGetValue(shared.Key, out var kept) ? SizeOf(shared.Key, kept.Value) : 0;
            return (shared.Value is { } value ? SizeOf(shared.Key, value) : 0) - now;
        }
    }

    public bool Has(string key)
    {
        lock (_lock) return _context.ContainsKey(key);
    }

    /// <summary>Takes over what a snapshot kept.</summary>
    public void Restore(IEnumerable<ContextEntry> context, long version)
    {
        lock (_lock)
        {
            foreach (var entry in context)
            {
                _context[entry.Key] = entry;
                ContextBytes += SizeOf(entry.Key, entry.Value);
            }

            Version = version;
        }
    }

    /// <summary>Takes a stored change into account; one that is there already changes nothing.</summary>
    public void Put(SharedValue shared, string by, long version, long at)
    {
        lock (_lock)
        {
            if (version <= Version) return;
            ContextBytes += GrowthBy(shared);
            if (shared.Value is { } value) _context[shared.Key] = new(shared.Key, value.Clone(), by, version, at);
            else _context.Remove(shared.Key);
            Version = version;
        }
    }

    /// <summary>Leaves a version out.</summary>
    public void Skip(long version)
    {
        lock (_lock) Version = Math.Max(Version, version);
    }

    public bool End(long at)
    {
        lock (_lock)
        {
            if (EndedAt is not null) return false;
            EndedAt = at;
        }

        Watch?.Dispose();
        return true;
    }

    private static long SizeOf(string key, JsonElement value) =>
        Encoding.UTF8.GetByteCount(key) + JsonMarshal.GetRawUtf8Value(value).Length;
}
