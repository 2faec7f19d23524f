using System.Collections.Concurrent;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>The elicitations in memory: all open ones, and ended ones for as long as they can be asked for.</summary>
internal sealed class ElicitationRegister(BridgeOptions options, BridgeClock clock)
{
    private const int MostEnded = 50_000;
    private readonly ConcurrentDictionary<string, Elicitation> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Elicitation>> _openByTarget = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(long EndedAt, string Id)> _ended = new();
    private int _open;

    public int OpenCount => Volatile.Read(ref _open);

    public Elicitation? Find(string id) => _byId.GetValueOrDefault(id);

    public IEnumerable<Elicitation> Open() => _byId.Values.Where(e => e.IsOpen);

    public IEnumerable<Elicitation> OpenFor(string agentId) =>
        _openByTarget.TryGetValue(agentId, out var open) ? open.Values.Where(e => e.IsOpen) : [];

    public void Add(Elicitation elicitation)
    {
        _byId[elicitation.Question.Id] = elicitation;
        _openByTarget.GetOrAdd(elicitation.ToAgent, static _ => new(StringComparer.Ordinal))[elicitation.Question.Id] = elicitation;
        Interlocked.Increment(ref _open);
    }

    /// <summary>Keeps an ended one for the retention, and lets go of older ones.</summary>
    public void Ended(Elicitation elicitation)
    {
        Close(elicitation);
        var now = clock.UnixMilliseconds;
        _ended.Enqueue((now, elicitation.Question.Id));
        var oldest = now - (options.ElicitationRetentionSeconds * 1_000L);
        while (_ended.TryPeek(out var first) && (first.EndedAt < oldest || _ended.Count > MostEnded) && _ended.TryDequeue(out var gone))
            _byId.TryRemove(gone.Id, out _);
    }

    /// <summary>Lets go of one that never came to be.</summary>
    public void Remove(Elicitation elicitation)
    {
        Close(elicitation);
        _byId.TryRemove(elicitation.Question.Id, out _);
    }

    private void Close(Elicitation elicitation)
    {
        if (_openByTarget.TryGetValue(elicitation.ToAgent, out var open) && open.TryRemove(elicitation.Question.Id, out _))
            Interlocked.Decrement(ref _open);
    }
}
