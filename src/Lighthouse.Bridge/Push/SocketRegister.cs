using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.Push.Frames;

namespace Lighthouse.Bridge.Push;

/// <summary>The open sockets by agent, so that an event costs only those who may see it. Places are limited, and taken before a socket opens.</summary>
internal sealed class SocketRegister(BridgeOptions options) : IMetricSource
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SocketGroup> _byAgent = new(StringComparer.Ordinal);
    private readonly SocketGroup _all = new();
    private readonly SocketGroup _readers = new();
    private int _taken;
    private CloseCode? _closedFor;

    /// <summary>Takes a place for an agent's socket.</summary>
    /// <exception cref="RefusalException">429 when the agent has too many, 503 when the bridge has, or stops.</exception>
    public void Reserve(string agentId)
    {
        lock (_lock)
        {
            if (_closedFor is not null || _taken >= options.Push.Sockets)
                throw new RefusalException(StatusCodes.Status503ServiceUnavailable, "no_socket_free", "The bridge takes no more sockets now.", RetryAfter);
            var own = _places.GetValueOrDefault(agentId);
            if (own >= options.Push.SocketsPerAgent)
                throw new RefusalException(StatusCodes.Status429TooManyRequests, "too_many_sockets", $"The agent has {own} sockets; close one first.", RetryAfter);
            _places[agentId] = own + 1;
            _taken++;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Release(string agentId)
    {
        lock (_lock)
        {
            _taken--;
            if (--_places[agentId] == 0) _places.Remove(agentId);
        }
    }

    public void Add(PushSocket socket)
    {
        lock (_lock)
        {
            if (_closedFor is { } code) socket.Close(code, "The bridge stops.");
            _all.Add(socket);
            GroupOf(socket).Add(socket);
        }
    }

    public void Remove(PushSocket socket)
    {
        lock (_lock)
        {
            _all.Remove(socket);
            var group = GroupOf(socket);
            group.Remove(socket);
            if (group != _readers && group.Count == 0) _byAgent.Remove(socket.Caller.AgentId);
        }
    }

    public PushSocket[] All()
    {
        lock (_lock) return _all.ToArray();
    }

    /// <summary>The sockets whose agents may see an event and did not cause it, in up to three groups.</summary>
    public (PushSocket[] Readers, PushSocket[] Addressees, PushSocket[] Others) For(Audience audience)
    {
        if (audience.IsShared) return (All(), [], []);
        lock (_lock)
        {
            var others = audience.OtherParty == audience.Addressee ? null : audience.OtherParty;
            return (
                _readers.ToArray(), Of(audience.Addressee, audience.Source),
                audience.Participants is { } group ? OfGroup(group.Append(others), audience) : Of(others, audience.Source));
        }
    }

    /// <summary>Closes every socket, now and from now on.</summary>
    public void CloseAll(CloseCode code, string reason)
    {
        lock (_lock) _closedFor = code;
        foreach (var socket in All()) socket.Close(code, reason);
    }

    public void WriteTo(MetricsWriter metrics) =>
        metrics.Gauge("bridge_push_queued_bytes", "Bytes of pushes that wait in memory for slow readers.", All().Sum(socket => socket.QueuedBytes));

    private PushSocket[] Of(string? agentId, string source) =>
        agentId is not null && agentId != source && _byAgent.TryGetValue(agentId, out var own) ? own.ToArray() : [];

    // A party may be named as a participant too; it is told once.
    private PushSocket[] OfGroup(IEnumerable<string?> group, Audience audience) =>
        [.. group.Where(agentId => agentId != audience.Addressee).Distinct(StringComparer.Ordinal).SelectMany(agentId => Of(agentId, audience.Source))];

    private SocketGroup GroupOf(PushSocket socket)
    {
        if (socket.Caller.ReadsAll) return _readers;
        if (!_byAgent.TryGetValue(socket.Caller.AgentId, out var own)) _byAgent.Add(socket.Caller.AgentId, own = new());
        return own;
    }
}
