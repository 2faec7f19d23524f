using System.Collections.Concurrent;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>The sessions in memory.</summary>
internal sealed class SessionRegister(IAgents agents, BridgeClock clock)
{
    private const int MostPerAgent = 3;
    private readonly ConcurrentDictionary<string, Session> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, List<Session>> _byAgent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _ordinals = new(StringComparer.Ordinal);

    /// <summary>How many sessions each agent has had.</summary>
    public IEnumerable<KeyValuePair<string, long>> Ordinals => _ordinals;

    /// <summary>Sessions that can be used now.</summary>
    public IEnumerable<Session> Live => _byId.Values.Where(IsLive);

    /// <summary>All that are held, ended ones among them.</summary>
    public ICollection<Session> All => _byId.Values;

    public Session? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Whether a session can be used: open, in time, and opened by the secret that its agent still has.</summary>
    public bool IsLive(Session session) => session.IsOpen && !session.HasEnded(clock.UnixMilliseconds) && IsOfCurrentSecret(session);

    /// <summary>Takes a session in that is not open yet.</summary>
    /// <exception cref="RefusalException">429 when its agent has as many as it may.</exception>
    public void Reserve(Session session)
    {
        var own = SessionsOf(session.AgentId);
        lock (own)
        {
            var now = clock.UnixMilliseconds;
            foreach (var ended in own.Where(s => s.HasEnded(now) || !IsOfCurrentSecret(s)).ToList()) Drop(ended);
            if (own.Count >= MostPerAgent)
            {
                var wait = TimeSpan.FromMilliseconds(Math.Max(1_000, own.Min(s => s.EndsAt) - now));
                throw new RefusalException(
                    StatusCodes.Status429TooManyRequests, "too_many_sessions", $"The agent has {MostPerAgent} sessions; revoke one first.", wait);
            }

            session.Ordinal = Count(session.AgentId, _ordinals.GetValueOrDefault(session.AgentId) + 1);
            own.Add(session);
            _byId[session.Id] = session;
        }
    }

    /// <summary>Takes in a session that the events brought back.</summary>
    public void Restore(Session session)
    {
        session.IsOpen = true;
        if (!_byId.TryAdd(session.Id, session)) return;
        var own = SessionsOf(session.AgentId);
        lock (own) own.Add(session);
    }

    /// <summary>Notes that an agent has had so many sessions; the highest number counts.</summary>
    public long Count(string agentId, long ordinal) => _ordinals.AddOrUpdate(agentId, ordinal, (_, known) => Math.Max(known, ordinal));

    public void Drop(Session session)
    {
        session.IsOpen = false;
        _byId.TryRemove(session.Id, out _);
        var own = SessionsOf(session.AgentId);
        lock (own) own.Remove(session);
    }

    /// <summary>Ends every session of an agent that is kept out: let in again, it opens new ones.</summary>
    public void DropAllOf(string agentId)
    {
        var own = SessionsOf(agentId);
        List<Session> ended;
        lock (own) ended = [.. own];
        foreach (var session in ended) Drop(session);
    }

    private bool IsOfCurrentSecret(Session session) =>
        agents.Find(session.AgentId) is { IsDisabled: false } agent && agent.Generation == session.Generation;

    private List<Session> SessionsOf(string agentId) => _byAgent.GetOrAdd(agentId, _ => []);
}
