using System.Text.Json;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>Being an expert.</summary>
public abstract class ExpertContract(RunningBridge bridge) : ContractTests(bridge)
{
    [Fact]
    [Covers("POST /expert/register", 200, 403, 422)]
    [Covers("POST /expert/heartbeat", 200, 403, 404)]
    [Covers("GET /expert/list", 200, 422)]
    public async Task An_expert_registers_is_listed_and_says_that_it_is_there()
    {
        await using var expert = await Bridge.NewSessionAsync("expert_agent");
        await using var agent = await Bridge.NewSessionAsync();
        var capability = "c-" + expert.AgentId;
        await ExpectAsync(404, "unknown_expert", Heartbeat("0000"));
        await ExpectAsync(403, "impersonation", Register("admin", capability));
        await ExpectAsync(422, "invalid_capability", Register(expert.AgentId, "no such word"));
        await ExpectAsync(403, "not_permitted", Post(agent, "/expert/register", new { agent_id = agent.AgentId, agent_type = "x", capabilities = new[] { "x" } }));
        var earlier = (await ExpectAsync(200, Register(expert.AgentId, capability))).GetProperty("token").GetString()!;
        var reply = await ExpectAsync(200, Register(expert.AgentId, capability));
        AssertShape(reply, ("success", JsonValueKind.True), ("message", JsonValueKind.String), ("token", JsonValueKind.String), ("agent_id", JsonValueKind.String));
        await ExpectAsync(403, "stale_registration", Heartbeat(earlier));
        var beat = await ExpectAsync(200, Heartbeat(reply.GetProperty("token").GetString()!));
        AssertShape(beat, ("status", JsonValueKind.String), ("open_tasks", JsonValueKind.Number), ("next_heartbeat_before", JsonValueKind.Number));

        var listed = await ExpectAsync(200, Get(agent, "/expert/list?state=available&capability=" + capability));
        Assert.Equal(1, listed.GetProperty("count").GetInt32());
        AssertShape(
            listed.GetProperty("experts")[0], ("agent_id", JsonValueKind.String), ("agent_type", JsonValueKind.String), ("capabilities", JsonValueKind.Array),
            ("state", JsonValueKind.String), ("overdue", JsonValueKind.False), ("open_tasks", JsonValueKind.Number), ("max_concurrent", JsonValueKind.Number),
            ("last_heartbeat", JsonValueKind.Number));
        await ExpectAsync(422, Get(agent, "/expert/list?state=tired"));

        Client.PreparedRequest Register(string name, string capable) => Post(expert, "/expert/register", new { agent_id = name, agent_type = "reviewer", capabilities = new[] { capable } });
        Client.PreparedRequest Heartbeat(string token) => Post(expert, "/expert/heartbeat", new { agent_id = expert.AgentId, token });
    }

    [Fact]
    [Covers("POST /expert/suspend", 200, 403, 404)]
    [Covers("POST /expert/resume", 200, 403, 404)]
    public async Task An_admin_suspends_and_resumes_an_expert_also_across_a_kill()
    {
        var expert = await Bridge.NewSessionAsync("expert_agent");
        await ExpectAsync(200, Post(expert, "/expert/register", new { agent_id = expert.AgentId, agent_type = "x", capabilities = new[] { "x" } }));
        foreach (var word in new[] { "suspend", "resume" })
        {
            await ExpectAsync(403, "not_permitted", Post(expert, $"/expert/{word}", new { agent_id = expert.AgentId }));
            await ExpectAsync(404, "unknown_expert", Post(Bridge.Admin, $"/expert/{word}", new { agent_id = "nobody" }));
        }

        await ExpectAsync(200, Post(Bridge.Admin, "/expert/suspend", new { agent_id = expert.AgentId, reason = "it errs" }));
        await Bridge.RestartAsync();
        Assert.Equal("suspended", await StateAsync());
        await ExpectAsync(200, Post(Bridge.Admin, "/expert/resume", new { agent_id = expert.AgentId }));
        Assert.Equal("available", await StateAsync());

        async Task<string?> StateAsync() => (await ExpectAsync(200, Get(expert, "/expert/list"))).GetProperty("experts").EnumerateArray()
            .Single(e => e.GetProperty("agent_id").GetString() == expert.AgentId).GetProperty("state").GetString();
    }
}
