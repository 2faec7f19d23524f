using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>The elicitations in memory: all open ones, and ended ones for as long as they can be asked for.</summary>
internal sealed class ElicitationRegister(BridgeOptions options, BridgeClock clock)
{
    private const int MostOpen = 100_000;
    private const int MostOpenForTarget = 1_000;
    private const long MostOpenBytes = 256 * 1024 * 1024;
    private const int MostEnded = 50_000;
    private const long MostEndedBytes = 64 * 1024 * 1024;
    private readonly ConcurrentDictionary<string, Elicitation> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Elicitation>> _openByTarget = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(long EndedAt, long Bytes, string Id)> _ended = new();
    private long _endedBytes;
    private long _openBytes;
    private int _open;

    public int OpenCount => Volatile.Read(ref _open);

    public Elicitation? Find(string id) => _byId.GetValueOrDefault(id);

    public IEnumerable<Elicitation> Open() => _byId.Values.Where(e => e.IsOpen);

    /// <summary>The ended ones that can still be asked for, in the order in which they ended.</summary>
    public IEnumerable<Elicitation> EndedInOrder() => _ended.Select(e => Find(e.Id)).OfType<Elicitation>();

    public IEnumerable<Elicitation> OpenFor(string agentId) =>
        _openByTarget.TryGetValue(agentId, out var open) ? open.Values.Where(e => e.IsOpen) : [];

    /// <summary>Whether another question to an agent can be kept open.</summary>
    public bool HasRoomFor(string agentId) =>
        OpenCount < MostOpen && Volatile.Read(ref _openBytes) < MostOpenBytes
        && (!_openByTarget.TryGetValue(agentId, out var open) || open.Count < MostOpenForTarget);

    public void Add(Elicitation elicitation)
    {
        Interlocked.Add(ref _openBytes, elicitation.Bytes);
        _byId[elicitation.Question.Id] = elicitation;
        _openByTarget.GetOrAdd(elicitation.ToAgent, static _ => new(StringComparer.Ordinal))[elicitation.Question.Id] = elicitation;
        Interlocked.Increment(ref _open);
    }

    /// <summary>Keeps an ended one for the retention, and lets go of older ones.</summary>
    public void Ended(Elicitation elicitation)
    {
        Close(elicitation);
        var now = clock.UnixMilliseconds;
        var oldest = now - (options.ElicitationRetentionSeconds * 1_000L);
        // By its own time: each snapshot is read to make the next one, and there all would be young for ever.
        var at = Math.Min(elicitation.EndedAt ?? now, now);
        if (at < oldest)
        {
            _byId.TryRemove(elicitation.Question.Id, out _);
            return;
        }

        var bytes = elicitation.Data is { } data ? JsonMarshal.GetRawUtf8Value(data).Length : 0L;
        _ended.Enqueue((at, bytes, elicitation.Question.Id));
        Interlocked.Add(ref _endedBytes, bytes);
        while (_ended.TryPeek(out var first) && (first.EndedAt < oldest || IsFull()) && _ended.TryDequeue(out var gone))
        {
            Interlocked.Add(ref _endedBytes, -gone.Bytes);
            _byId.TryRemove(gone.Id, out _);
        }
    }

    /// <summary>Lets go of one that never came to be.</summary>
    public void Remove(Elicitation elicitation)
    {
        Close(elicitation);
        _byId.TryRemove(elicitation.Question.Id, out _);
    }

    private bool IsFull() => _ended.Count > MostEnded || Volatile.Read(ref _endedBytes) > MostEndedBytes;

    private void Close(Elicitation elicitation)
    {
        if (_openByTarget.TryGetValue(elicitation.ToAgent, out var open) && open.TryRemove(elicitation.Question.Id, out _))
        {
            Interlocked.Decrement(ref _open);
            Interlocked.Add(ref _openBytes, -elicitation.Bytes);
        }
    }
}
