using System.Runtime.InteropServices;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>The work in memory: all that is open, and what has ended for as long as it can be asked for.</summary>
internal sealed class DelegationRegister(BridgeOptions options, BridgeClock clock)
{
    private const int MostEnded = 50_000;
    private const long MostEndedBytes = 64 * 1024 * 1024;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Delegation> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Delegation>> _openByExpert = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Delegation>> _openByAsker = new(StringComparer.Ordinal);
    private readonly Queue<(long EndedAt, long Bytes, string Id)> _ended = new();
    private long _endedBytes;
    private int _open;

    public int OpenCount => Volatile.Read(ref _open);

    public Delegation? Find(string id)
    {
        lock (_lock) return _byId.GetValueOrDefault(id);
    }

    public IReadOnlyList<Delegation> Open()
    {
        lock (_lock) return [.. _openByExpert.Values.SelectMany(d => d)];
    }

    /// <summary>The ended ones that can still be asked for, in the order in which they ended.</summary>
    public IReadOnlyList<Delegation> EndedInOrder()
    {
        lock (_lock) return [.. _ended.Select(e => _byId[e.Id])];
    }

    public IReadOnlyList<Delegation> OpenFor(string expert)
    {
        lock (_lock) return _openByExpert.TryGetValue(expert, out var open) ? [.. open] : [];
    }

    /// <summary>Takes in a piece of work that is open.</summary>
    /// <exception cref="RefusalException">429 when its asker has handed out as much as it may.</exception>
    public void Add(Delegation delegation)
    {
        lock (_lock)
        {
            var asked = Of(_openByAsker, delegation.Request.FromAgent);
            if (asked.Count >= options.Experts.MostOpenPerAsker) throw TooMany(asked);
            Insert(delegation, asked);
        }
    }

    /// <summary>Takes in a stored piece of work, whatever the limits are now; false when it is there already.</summary>
    public bool Restore(Delegation delegation)
    {
        lock (_lock)
        {
            if (_byId.ContainsKey(delegation.Id)) return false;
            Insert(delegation, Of(_openByAsker, delegation.Request.FromAgent));
            return true;
        }
    }

    /// <summary>Notes who has it by a stored event; the expert that had it, or null when that event changes nothing any more.</summary>
    public string? Move(Delegation delegation, string to, long sequence)
    {
        lock (_lock)
        {
            var from = delegation.Expert;
            if (!delegation.TryMoveTo(to, sequence)) return null;
            Take(_openByExpert, from, delegation);
            Of(_openByExpert, to).Add(delegation);
            return from;
        }
    }

    /// <summary>Keeps an ended one for the retention, and lets go of older ones.</summary>
    public void Ended(Delegation delegation)
    {
        var bytes = delegation.End?.Result is { } result ? JsonMarshal.GetRawUtf8Value(result).Length : 0L;
        lock (_lock)
        {
            Close(delegation);
            var now = clock.UnixMilliseconds;
            var oldest = now - (options.Experts.RetentionSeconds * 1_000L);
            // By its own time: a start that replays its end does not prolong the retention.
            var at = delegation.End?.At ?? now;
            if (at < oldest)
            {
                _byId.Remove(delegation.Id);
                return;
            }

            _ended.Enqueue((at, bytes, delegation.Id));
            _endedBytes += bytes;
            while (_ended.TryPeek(out var first) && (first.EndedAt < oldest || _ended.Count > MostEnded || _endedBytes > MostEndedBytes))
            {
                _ended.Dequeue();
                _endedBytes -= first.Bytes;
                _byId.Remove(first.Id);
            }
        }
    }

    /// <summary>Lets go of one that never came to be.</summary>
    public void Remove(Delegation delegation)
    {
        lock (_lock)
        {
            Close(delegation);
            _byId.Remove(delegation.Id);
        }
    }

    private void Insert(Delegation delegation, HashSet<Delegation> asked)
    {
        _byId[delegation.Id] = delegation;
        asked.Add(delegation);
        Of(_openByExpert, delegation.Expert).Add(delegation);
        _open++;
    }

    private void Close(Delegation delegation)
    {
        Take(_openByAsker, delegation.Request.FromAgent, delegation);
        if (Take(_openByExpert, delegation.Expert, delegation)) _open--;
    }

    private RefusalException TooMany(HashSet<Delegation> asked)
    {
        var wait = TimeSpan.FromMilliseconds(Math.Max(1_000, asked.Min(d => d.ExpiresAt) - clock.UnixMilliseconds));
        return new(
            StatusCodes.Status429TooManyRequests, "too_many_open", $"The agent has {asked.Count} open delegations and tasks; one must end first.", wait);
    }

    private static HashSet<Delegation> Of(Dictionary<string, HashSet<Delegation>> index, string key) =>
        index.TryGetValue(key, out var found) ? found : index[key] = [];

    private static bool Take(Dictionary<string, HashSet<Delegation>> index, string key, Delegation delegation)
    {
        if (!index.TryGetValue(key, out var found) || !found.Remove(delegation)) return false;
        if (found.Count == 0) index.Remove(key);
        return true;
    }
}
