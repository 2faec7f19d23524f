using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>Sessions, their creation, use and revocation events.</summary>
internal sealed partial class Sessions(
    IAgents agents, SessionRegister register, Credentials credentials, SessionToken tokens, Journal journal, OtherInstances others, BridgeClock clock,
    BridgeOptions options) : ISessions
{
    private const int MostAttempts = 4;

    public int ActiveAgents => register.Live.Select(s => s.AgentId).Distinct().Count();

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
        var session = new Session(id, agent.Id, agent.Generation, peer, clock.UnixMilliseconds, options.Sessions);
        register.Reserve(session);
        try
        {
            await journal.WriteAsync(BridgeEvents.SessionCreated, "session", id, agent.Id, Created(session), Used(session, proof), Credentials.Claim(proof), Place(session));
        }
        catch
        {
            register.Drop(session);
            throw;
        }

        session.IsOpen = true;
        return new(id, TokenOf(session), HardEnd(session), agent.Id);
    }

    public Caller? Authenticate(string token, Peer peer)
    {
        if (tokens.Read(token) is not var (id, agentId)) return null;
        if (register.Find(id) is not { } session || session.AgentId != agentId || session.Peer != peer) return null;
        if (!register.IsLive(session) || agents.Find(agentId) is not { } agent)
        {
            if (session.HasEnded(clock.UnixMilliseconds)) register.Drop(session);
            return null;
        }

        if (session.Use(clock.UnixMilliseconds)) _ = WriteUseAsync(session);
        return new(agentId, agent.Role, id);
    }

    public long? EndOf(string sessionId) => register.Find(sessionId) is { } session && register.IsLive(session) ? session.EndsAt : null;

    public async Task RevokeAsync(Caller caller)
    {
        if (register.Find(caller.SessionId) is { } session) await EndAsync(register, journal, session, caller.AgentId);
    }

    public void Apply(StoredEvent stored)
    {
        var e = stored.Event;
        switch (e.EventType)
        {
            case BridgeEvents.SessionCreated: Restore(e); break;
            case BridgeEvents.SessionUsed: register.Find(e.AggregateId)?.Restore(e.Data.GetProperty("used_at").GetInt64()); break;
            case BridgeEvents.SessionRevoked when register.Find(e.AggregateId) is { } revoked: register.Drop(revoked); break;
            case BridgeEvents.AgentDisabled: register.DropAllOf(e.AggregateId); break;
        }
    }

    /// <summary>Ends a session by somebody's word.</summary>
    internal static async Task EndAsync(SessionRegister register, Journal journal, Session session, string by)
    {
        // Closed before it is written: whatever becomes of the write, the token is dead in this process.
        session.IsOpen = false;
        var data = new JsonObject { ["session_id"] = session.Id, ["to_agent"] = session.AgentId, ["by"] = by };
        await journal.WriteAsync(BridgeEvents.SessionRevoked, "session", session.Id, by, data);
        register.Drop(session);
    }

    private void Restore(NewEvent e)
    {
        credentials.Remember(
            e.SourceAgent, e.Metadata.GetProperty("credential_nonce").GetString()!, e.Metadata.GetProperty("credential_timestamp").GetInt64());
        var peer = new Peer(e.Data.GetProperty("ip_address").GetString()!, e.Data.GetProperty("user_agent").GetString()!);
        // Written before there were generations: by the secret that the agent had then.
        var generation = e.Data.TryGetProperty("generation", out var written) ? written.GetInt32() : agents.Find(e.SourceAgent)?.Generation ?? 0;
        var session = new Session(e.AggregateId, e.SourceAgent, generation, peer, e.Data.GetProperty("created_at").GetInt64(), options.Sessions);
        if (e.Metadata.TryGetProperty("ordinal", out var ordinal)) register.Count(session.AgentId, ordinal.GetInt64());
        if (clock.UnixMilliseconds < session.HardEnd) register.Restore(session);
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

    private static JsonObject Created(Session session) => new()
    {
        ["session_id"] = session.Id,
        ["ip_address"] = session.Peer.Address,
        ["user_agent"] = session.Peer.UserAgent,
        ["created_at"] = session.CreatedAt,
        ["generation"] = session.Generation,
    };

    private static JsonObject Used(Session session, SessionProof proof) => new()
    {
        ["credential_nonce"] = proof.Nonce, ["credential_timestamp"] = proof.Timestamp, ["ordinal"] = session.Ordinal,
    };

    // Two instances that both see room for one more session cannot both take it.
    private static EventClaim Place(Session session) =>
        new(string.Create(CultureInfo.InvariantCulture, $"session:{session.AgentId}:{session.Ordinal}"), HardEnd(session));

    private string TokenOf(Session session) => tokens.Issue(session.Id, session.AgentId, session.CreatedAt / 1000);

    private static long HardEnd(Session session) => session.HardEnd / 1000;
}
