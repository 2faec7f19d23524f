using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>Agents and sessions.</summary>
public abstract class SessionContract(RunningBridge bridge) : ContractTests(bridge)
{
    [Fact]
    [Covers("POST /agent/register", 200, 403, 409)]
    public async Task An_admin_registers_an_agent_once()
    {
        var name = "registered-" + Guid.NewGuid().ToString("N")[..8];
        var reply = await ExpectAsync(200, Post(Bridge.Admin, "/agent/register", new { agent_id = name, role = "expert_agent" }));
        AssertShape(reply, ("agent_id", JsonValueKind.String), ("role", JsonValueKind.String), ("secret", JsonValueKind.String));
        await ExpectAsync(409, "agent_exists", Post(Bridge.Admin, "/agent/register", new { agent_id = name }));
        await using var session = await Bridge.NewSessionAsync("system_agent");
        await ExpectAsync(403, "not_permitted", Post(session, "/agent/register", new { agent_id = "by-an-agent" }));
    }

    [Fact]
    [Covers("POST /session/create", 200, 403)]
    [Covers("POST /session/validate", 200)]
    [Covers("POST /session/revoke", 200, 403)]
    public async Task A_proof_opens_one_session_that_lasts_until_it_is_revoked()
    {
        var agent = await Bridge.NewAgentAsync();
        var open = Bridge.Client.PrepareSession(agent.AgentId, agent.Secret);
        var reply = await ExpectAsync(200, open);
        Assert.Matches("^[0-9a-f]{32}$", reply.GetProperty("session_id").GetString());
        Assert.Matches("^[0-9]{10}$", reply.GetProperty("expires_at").GetString());
        Assert.Equal(agent.AgentId, reply.GetProperty("agent_id").GetString());
        var token = reply.GetProperty("session_token").GetString()!;
        Assert.Matches($"^{reply.GetProperty("session_id").GetString()}:{agent.AgentId}:[0-9]+:[0-9a-f]{{64}}$", token);
        await ExpectAsync(403, "nonce_used", open);

        Assert.True(await IsValidAsync(open, token, agent.AgentId));
        Assert.False(await IsValidAsync(open, token, "admin"));
        Assert.False(await IsValidAsync(open.WithHeader("User-Agent", "another"), token, agent.AgentId));
        var revoke = Anonymous("POST", "/session/revoke") with { Headers = [.. open.Headers, new("Authorization", "Bearer " + token)] };
        await ExpectAsync(403, "invalid_session", revoke.WithHeader("User-Agent", "another"));
        AssertShape(await ExpectAsync(200, revoke), ("status", JsonValueKind.String));
        await ExpectAsync(403, "invalid_session", revoke);
        Assert.False(await IsValidAsync(open, token, agent.AgentId));
    }

    [Fact]
    [Covers("POST /session/create", 403)]
    public async Task What_proves_nothing_is_refused_alike()
    {
        var agent = await Bridge.NewAgentAsync();
        foreach (var open in new[]
        {
            Bridge.Client.PrepareSession(agent.AgentId, agent.Secret + "0"), Bridge.Client.PrepareSession("nobody", agent.Secret),
            Bridge.Client.PrepareSession("admin", agent.Secret),
            Bridge.Client.PrepareSession(agent.AgentId, agent.Secret, new SessionOptions { Timestamp = DateTimeOffset.UtcNow.AddMinutes(-6) }),
            Bridge.Client.PrepareSession(agent.AgentId, agent.Secret, new SessionOptions { Timestamp = DateTimeOffset.UtcNow.AddMinutes(6) }),
        })
        {
            var refusal = await ExpectAsync(403, "bad_credential", open);
            Assert.Equal("The credential does not prove this agent's identity.", refusal.GetProperty("detail").GetString());
        }
    }

    [Fact]
    [Covers("POST /session/create", 200, 429)]
    [Covers("GET /event/query", 200)]
    public async Task An_agent_has_three_sessions_and_a_fourth_takes_none_away()
    {
        var agent = await Bridge.NewAgentAsync();
        var sessions = new List<BridgeSession>();
        for (var i = 0; i < 3; i++) sessions.Add(await Bridge.Client.OpenSessionAsync(agent, cancellation: Cancellation));
        await ExpectAsync(429, "too_many_sessions", Bridge.Client.PrepareSession(agent.AgentId, agent.Secret));
        foreach (var session in sessions) await ExpectAsync(200, Get(session, "/event/query"));
        await sessions[0].RevokeAsync(Cancellation);
        await ExpectAsync(200, Bridge.Client.PrepareSession(agent.AgentId, agent.Secret));
    }

    [Fact]
    [Covers("POST /session/create", 403)]
    [Covers("GET /event/query", 200, 403)]
    public async Task Sessions_revocations_and_used_credentials_outlive_a_kill()
    {
        var agent = await Bridge.NewAgentAsync();
        var used = Bridge.Client.PrepareSession(agent.AgentId, agent.Secret);
        Assert.Equal(200, await Bridge.Client.StatusOfAsync(used));
        var (kept, revoked) = (await Bridge.Client.OpenSessionAsync(agent, cancellation: Cancellation), await Bridge.Client.OpenSessionAsync(agent, cancellation: Cancellation));
        await revoked.RevokeAsync(Cancellation);
        await Bridge.RestartAsync();
        await ExpectAsync(200, Get(kept, "/event/query"));
        await ExpectAsync(403, "invalid_session", Get(revoked, "/event/query"));
        await ExpectAsync(403, "nonce_used", used);
    }

    private async Task<bool> IsValidAsync(PreparedRequest like, string token, string agentId)
    {
        var reply = await ExpectAsync(200, Anonymous("POST", "/session/validate", Refused.Json(new { session_token = token, agent_id = agentId })) with { Headers = like.Headers });
        return reply.GetProperty("valid").GetBoolean();
    }
}
