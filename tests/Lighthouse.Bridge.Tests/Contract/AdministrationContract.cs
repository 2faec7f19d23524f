using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>What an operator does with agents, sessions and feature flags.</summary>
public abstract class AdministrationContract(RunningBridge bridge) : ContractTests(bridge)
{
    [Fact]
    [Covers("GET /agent/list", 200, 403)]
    [Covers("POST /agent/rotate", 200, 403, 404, 409)]
    public async Task A_rotated_secret_ends_the_old_one_and_its_sessions()
    {
        var agent = await Bridge.NewAgentAsync();
        var session = await Bridge.Client.OpenSessionAsync(agent, cancellation: Cancellation);
        var reply = await ExpectAsync(200, Post(Bridge.Admin, "/agent/rotate", new { agent_id = agent.AgentId }));
        AssertShape(reply, ("agent_id", JsonValueKind.String), ("role", JsonValueKind.String), ("secret", JsonValueKind.String));
        await ExpectAsync(403, "invalid_session", Get(session, "/session/list"));
        Assert.Equal(403, await Bridge.Client.StatusOfAsync(Bridge.Client.PrepareSession(agent.AgentId, agent.Secret)));
        await using var again = await Bridge.Client.OpenSessionAsync(agent.AgentId, reply.GetProperty("secret").GetString()!, cancellation: Cancellation);
        await ExpectAsync(403, "not_permitted", Post(again, "/agent/rotate", new { agent_id = agent.AgentId }));
        await ExpectAsync(404, "unknown_agent", Post(Bridge.Admin, "/agent/rotate", new { agent_id = "nobody" }));
        await ExpectAsync(409, Post(Bridge.Admin, "/agent/rotate", new { agent_id = "admin" }));

        var listed = await ExpectAsync(200, Get(Bridge.Admin, "/agent/list?limit=1000"));
        var one = listed.GetProperty("agents").EnumerateArray().Single(a => a.GetProperty("agent_id").GetString() == agent.AgentId);
        AssertShape(one, ("role", JsonValueKind.String), ("disabled", JsonValueKind.False), ("status", JsonValueKind.String));
        Assert.False(one.TryGetProperty("secret", out _));
        await ExpectAsync(403, "not_permitted", Get(again, "/agent/list"));
    }

    [Fact]
    [Covers("POST /agent/disable", 200, 403, 404, 409)]
    [Covers("POST /agent/enable", 200, 403, 404, 409)]
    public async Task A_disabled_agent_is_out_until_it_is_enabled_also_across_a_kill()
    {
        var agent = await Bridge.NewAgentAsync();
        var session = await Bridge.Client.OpenSessionAsync(agent, cancellation: Cancellation);
        foreach (var word in new[] { "disable", "enable" })
        {
            await ExpectAsync(403, "not_permitted", Post(session, $"/agent/{word}", new { agent_id = agent.AgentId }));
            await ExpectAsync(404, "unknown_agent", Post(Bridge.Admin, $"/agent/{word}", new { agent_id = "nobody" }));
            await ExpectAsync(409, Post(Bridge.Admin, $"/agent/{word}", new { agent_id = "admin" }));
        }

        var reply = await ExpectAsync(200, Post(Bridge.Admin, "/agent/disable", new { agent_id = agent.AgentId }));
        Assert.True(reply.GetProperty("disabled").GetBoolean());
        await Bridge.RestartAsync();
        Assert.Equal(403, await Bridge.Client.StatusOfAsync(Get(session, "/session/list")));
        Assert.Equal(403, await Bridge.Client.StatusOfAsync(Bridge.Client.PrepareSession(agent.AgentId, agent.Secret)));
        await ExpectAsync(200, Post(Bridge.Admin, "/agent/enable", new { agent_id = agent.AgentId }));
        Assert.Equal(200, await Bridge.Client.StatusOfAsync(Bridge.Client.PrepareSession(agent.AgentId, agent.Secret)));
    }

    [Fact]
    [Covers("GET /session/list", 200, 403)]
    [Covers("POST /session/revoke", 200, 403, 404)]
    public async Task A_session_is_seen_and_ended_by_its_agent_and_by_who_manages_sessions()
    {
        var (agent, other) = (await Bridge.NewAgentAsync(), await Bridge.NewSessionAsync());
        var sessions = new List<BridgeSession>();
        for (var i = 0; i < 3; i++) sessions.Add(await Bridge.Client.OpenSessionAsync(agent, cancellation: Cancellation));
        var own = await ExpectAsync(200, Get(sessions[0], "/session/list"));
        Assert.Equal(3, own.GetProperty("count").GetInt32());
        AssertShape(
            own.GetProperty("sessions")[0], ("session_id", JsonValueKind.String), ("agent_id", JsonValueKind.String), ("ip_address", JsonValueKind.String),
            ("user_agent", JsonValueKind.String), ("created_at", JsonValueKind.Number), ("last_used_at", JsonValueKind.Number), ("ends_at", JsonValueKind.Number));
        await ExpectAsync(403, "impersonation", Get(other, "/session/list?agent_id=" + agent.AgentId));
        await ExpectAsync(403, "impersonation", Post(other, "/session/revoke", new { session_id = sessions[1].SessionId }));
        await ExpectAsync(404, "unknown_session", Post(Bridge.Admin, "/session/revoke", new { session_id = new string('0', 32) }));
        await ExpectAsync(200, Post(sessions[0], "/session/revoke", new { session_id = sessions[1].SessionId }));
        await ExpectAsync(200, Post(Bridge.Admin, "/session/revoke", new { session_id = sessions[2].SessionId }));
        foreach (var ended in sessions.Skip(1)) await ExpectAsync(403, "invalid_session", Get(ended, "/session/list"));
        Assert.Equal(1, (await ExpectAsync(200, Get(Bridge.Admin, "/session/list?agent_id=" + agent.AgentId))).GetProperty("count").GetInt32());
    }

    [Fact]
    [Covers("GET /feature_flags", 200, 403)]
    [Covers("POST /feature_flags", 200, 403, 422)]
    public async Task Flags_decide_who_may_ask_and_outlive_a_kill()
    {
        var session = await Bridge.NewSessionAsync();
        var before = await ExpectAsync(200, Get(Bridge.Admin, "/feature_flags"));
        AssertShape(before, ("elicitation_enabled", JsonValueKind.True), ("percentage", JsonValueKind.Number), ("force", JsonValueKind.False));
        await ExpectAsync(403, "not_permitted", Get(session, "/feature_flags"));
        await ExpectAsync(403, "not_permitted", Post(session, "/feature_flags", new { force = true }));
        await ExpectAsync(422, Post(Bridge.Admin, "/feature_flags", new { percentage = 101 }));
        await ExpectAsync(200, Post(Bridge.Admin, "/feature_flags", new { elicitation_enabled = false }));
        await Bridge.RestartAsync();
        Assert.False((await ExpectAsync(200, Get(Bridge.Admin, "/feature_flags"))).GetProperty("elicitation_enabled").GetBoolean());
        var question = new { from_agent = session.AgentId, to_agent = "admin", message = "Go?", schema = new { type = "object" } };
        await ExpectAsync(403, "elicitation_disabled", Post(session, "/elicitation/create", question));
        await ExpectAsync(200, Post(Bridge.Admin, "/feature_flags", new { elicitation_enabled = true }));
        await ExpectAsync(200, Post(session, "/elicitation/create", question));
    }
}
