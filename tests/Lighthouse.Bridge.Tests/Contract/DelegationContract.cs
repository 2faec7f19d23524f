using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>Handing work to experts, and doing it.</summary>
public abstract class DelegationContract(RunningBridge bridge) : ContractTests(bridge)
{
    [Fact]
    [Covers("POST /expert/delegate", 200, 403)]
    [Covers("GET /expert/tasks", 200, 403)]
    [Covers("POST /expert/complete", 200, 403, 404, 409)]
    [Covers("GET /task/status/{id}", 200, 403, 404)]
    public async Task Delegated_work_is_found_done_once_and_known_to_both_also_across_a_kill()
    {
        var (asker, stranger) = (await Bridge.NewSessionAsync(), await Bridge.NewSessionAsync("expert_agent"));
        var (expert, token) = await ExpertAsync();
        await ExpectAsync(403, "foreign_session_token", asker.PrepareDelegation("read_file", new { path = "a" }, expert.AgentId, expert.Token));
        var reply = await ExpectAsync(200, asker.PrepareDelegation("read_file", new { path = "a" }, expert.AgentId, asker.Token));
        AssertShape(
            reply, ("status", JsonValueKind.String), ("delegation_id", JsonValueKind.String), ("target_expert", JsonValueKind.String), ("message", JsonValueKind.String),
            ("tool_name", JsonValueKind.String));
        var id = reply.GetProperty("delegation_id").GetString()!;
        var open = await ExpectAsync(200, Get(expert, "/expert/tasks"));
        Assert.Equal(id, open.GetProperty("tasks").EnumerateArray().Single().GetProperty("id").GetString());
        await ExpectAsync(403, "impersonation", Get(stranger, "/expert/tasks?agent_id=" + expert.AgentId));
        await ExpectAsync(403, "not_your_task", Get(stranger, "/task/status/" + id));
        await ExpectAsync(404, "unknown_task", Get(asker, "/task/status/delegation_0"));
        await ExpectAsync(404, "unknown_task", Complete(expert, token, "delegation_0"));
        await ExpectAsync(403, "stale_registration", Complete(expert, token + "0", id));

        await Bridge.RestartAsync();
        await ExpectAsync(200, Complete(expert, token, id));
        await ExpectAsync(409, "already_ended", Complete(expert, token, id));
        foreach (var party in new[] { asker, expert })
        {
            var work = await ExpectAsync(200, Get(party, "/task/status/" + id));
            AssertShape(
                work, ("id", JsonValueKind.String), ("kind", JsonValueKind.String), ("from_agent", JsonValueKind.String), ("to_agent", JsonValueKind.String),
                ("priority", JsonValueKind.String), ("created_at", JsonValueKind.Number), ("expires_at", JsonValueKind.Number), ("ended_at", JsonValueKind.Number));
            Assert.Equal(("completed", 7), (work.GetProperty("status").GetString(), work.GetProperty("result").GetProperty("lines").GetInt32()));
        }
    }

    [Fact]
    [Covers("POST /expert/delegate", 404, 409)]
    [Covers("POST /task/dispatch", 200, 403, 404, 409)]
    public async Task Work_for_who_cannot_take_it_is_refused()
    {
        await using var asker = await Bridge.NewSessionAsync("expert_agent");
        await using var agent = await Bridge.NewSessionAsync();
        var (expert, _) = await ExpertAsync();
        await ExpectAsync(404, "unknown_expert", asker.PrepareDelegation("x", new { }, "nobody", asker.Token));
        await ExpectAsync(404, "unknown_expert", Dispatch(asker, "nobody"));
        await ExpectAsync(403, "not_permitted", Dispatch(agent, expert.AgentId));
        AssertShape(await ExpectAsync(200, Dispatch(asker, expert.AgentId)), ("task_id", JsonValueKind.String), ("status", JsonValueKind.String), ("message", JsonValueKind.String));
        await ExpectAsync(200, Post(Bridge.Admin, "/expert/suspend", new { agent_id = expert.AgentId }));
        await ExpectAsync(409, "expert_unavailable", asker.PrepareDelegation("x", new { }, expert.AgentId, asker.Token));
        await ExpectAsync(409, "no_expert_available", Dispatch(asker, "capability:c-" + expert.AgentId));
    }

    [Fact]
    [Covers("POST /expert/complete", 410)]
    public async Task After_the_deadline_work_is_over()
    {
        await Bridge.RestartAsync("--Bridge:Experts:DelegationSeconds=1");
        var asker = await Bridge.NewSessionAsync();
        var (expert, token) = await ExpertAsync();
        var reply = await ExpectAsync(200, asker.PrepareDelegation("x", new { }, expert.AgentId, asker.Token));
        var id = reply.GetProperty("delegation_id").GetString()!;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        bound.CancelAfter(TimeSpan.FromSeconds(20));
        while ((await asker.WorkAsync(id, bound.Token)).Status == "pending") await Task.Delay(50, bound.Token);
        await ExpectAsync(410, "timed_out", Complete(expert, token, id));
        await Bridge.RestartAsync();
    }

    private async Task<(BridgeSession Session, string Token)> ExpertAsync()
    {
        var session = await Bridge.NewSessionAsync("expert_agent");
        var reply = await ExpectAsync(200, Post(
            session, "/expert/register", new { agent_id = session.AgentId, agent_type = "reviewer", capabilities = new[] { "c-" + session.AgentId } }));
        return (session, reply.GetProperty("token").GetString()!);
    }

    private static PreparedRequest Complete(BridgeSession expert, string token, string id) =>
        Post(expert, "/expert/complete", new { delegation_id = id, token, status = "completed", result = new { lines = 7 } });

    private static PreparedRequest Dispatch(BridgeSession asker, string target) =>
        Post(asker, "/task/dispatch", new { target_agent = target, task_description = "Read it.", priority = "high" });
}
