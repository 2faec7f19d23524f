using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>Sessions in memory, their creation, use and revocation events.</summary>
internal sealed class Sessions(IAgents agents, Credentials credentials, SessionToken tokens, Journal journal, OtherInstances others, BridgeClock clock) : ISessions
{
    private const int MostPerAgent = 3;
    private const int MostAttempts = 4;
    private readonly ConcurrentDictionary<string, Session> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, List<Session>> _byAgent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _ordinals = new(StringComparer.Ordinal);

    public int ActiveAgents
    {
        get
        {
            var now = clock.UnixMilliseconds;
            return _byId.Values.Where(s => s.IsOpen && !s.HasEnded(now)).Select(s => s.AgentId).Distinct().Count();
        }
    }

    public async Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer)
    {
        var agent = credentials.Check(proof);
        for (var attempt = 1; ; attempt++)
        {
            var seen = others.Seen;
            try
            {
                return await OpenAsync(agent, proof, peer);
            }
            catch (RefusalException refusal) when (refusal.Code == Journal.ClaimTaken)
            {
                // Either the nonce was used at another instance, or only the agent's next place was taken there.
                if (attempt == MostAttempts || !await others.CatchUpAsync(seen, CancellationToken.None)) throw Credentials.Used();
            }
        }
    }

    private async Task<OpenedSession> OpenAsync(Agent agent, SessionProof proof, Peer peer)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var session = new Session(id, agent.Id, peer, clock.UnixMilliseconds);
        Reserve(session);
        try
        {
            await journal.WriteAsync(BridgeEvents.SessionCreated, "session", id, agent.Id, Created(session), Used(session, proof), Credentials.Claim(proof), Place(session));
        }
        catch
        {
            Drop(session);
            throw;
        }

        session.IsOpen = true;
        return new(id, TokenOf(session), HardEnd(session), agent.Id);
    }

    public Caller? Authenticate(string token, Peer peer)
    {
        if (tokens.Read(token) is not var (id, agentId)) return null;
        if (!_byId.TryGetValue(id, out var session) || session.AgentId != agentId || !session.IsOpen) return null;
        if (session.Peer != peer || agents.Find(agentId) is not { } agent) return null;
        var now = clock.UnixMilliseconds;
        if (session.HasEnded(now))
        {
            Drop(session);
            return null;
        }

        if (session.Use(now)) _ = WriteUseAsync(session);
        return new(agentId, agent.Role, id);
    }

    public async Task RevokeAsync(Caller caller)
    {
        if (!_byId.TryGetValue(caller.SessionId, out var session)) return;
        // Closed before it is written: whatever becomes of the write, the token is dead in this process.
        session.IsOpen = false;
        var data = new JsonObject { ["session_id"] = session.Id };
        await journal.WriteAsync(BridgeEvents.SessionRevoked, "session", session.Id, session.AgentId, data);
        Drop(session);
    }

    public void Apply(StoredEvent stored)
    {
        var e = stored.Event;
        switch (e.EventType)
        {
            case BridgeEvents.SessionCreated: Restore(e); break;
            case BridgeEvents.SessionUsed when _byId.TryGetValue(e.AggregateId, out var used): used.Restore(e.Data.GetProperty("used_at").GetInt64()); break;
            case BridgeEvents.SessionRevoked when _byId.TryGetValue(e.AggregateId, out var revoked): Drop(revoked); break;
        }
    }

    private void Restore(NewEvent e)
    {
        credentials.Remember(
            e.SourceAgent, e.Metadata.GetProperty("credential_nonce").GetString()!, e.Metadata.GetProperty("credential_timestamp").GetInt64());
        var peer = new Peer(e.Data.GetProperty("ip_address").GetString()!, e.Data.GetProperty("user_agent").GetString()!);
        var session = new Session(e.AggregateId, e.SourceAgent, peer, e.Data.GetProperty("created_at").GetInt64());
        if (e.Metadata.TryGetProperty("ordinal", out var ordinal)) Count(session.AgentId, ordinal.GetInt64());
        if (clock.UnixMilliseconds >= session.CreatedAt + Session.HardMilliseconds) return;
        session.IsOpen = true;
        if (!_byId.TryAdd(session.Id, session)) return;
        var own = SessionsOf(session.AgentId);
        lock (own) own.Add(session);
    }

    private void Reserve(Session session)
    {
        var own = SessionsOf(session.AgentId);
        lock (own)
        {
            var now = clock.UnixMilliseconds;
            foreach (var ended in own.Where(s => s.HasEnded(now)).ToList()) Drop(ended);
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

    private void Drop(Session session)
    {
        session.IsOpen = false;
        _byId.TryRemove(session.Id, out _);
        var own = SessionsOf(session.AgentId);
        lock (own) own.Remove(session);
    }

    private async Task WriteUseAsync(Session session)
    {
        try
        {
            var data = new JsonObject { ["session_id"] = session.Id, ["used_at"] = clock.UnixMilliseconds };
            await journal.WriteAsync(BridgeEvents.SessionUsed, "session", session.Id, session.AgentId, data);
        }
        catch (RefusalException)
        {
            // The journal has logged it; an unwritten use can only end the session earlier after a restart.
        }
    }

    private List<Session> SessionsOf(string agentId) => _byAgent.GetOrAdd(agentId, _ => []);

    private static JsonObject Created(Session session) => new()
    {
        ["session_id"] = session.Id,
        ["ip_address"] = session.Peer.Address,
        ["user_agent"] = session.Peer.UserAgent,
        ["created_at"] = session.CreatedAt,
    };

    private static JsonObject Used(Session session, SessionProof proof) => new()
    {
        ["credential_nonce"] = proof.Nonce, ["credential_timestamp"] = proof.Timestamp, ["ordinal"] = session.Ordinal,
    };

    // Two instances that both see room for one more session cannot both take it.
    private static EventClaim Place(Session session) =>
        new(string.Create(CultureInfo.InvariantCulture, $"session:{session.AgentId}:{session.Ordinal}"), HardEnd(session));

    private long Count(string agentId, long ordinal) => _ordinals.AddOrUpdate(agentId, ordinal, (_, known) => Math.Max(known, ordinal));

    private string TokenOf(Session session) => tokens.Issue(session.Id, session.AgentId, session.CreatedAt / 1000);

    private static long HardEnd(Session session) => (session.CreatedAt + Session.HardMilliseconds) / 1000;
}
