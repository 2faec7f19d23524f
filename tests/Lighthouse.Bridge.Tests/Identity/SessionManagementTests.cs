using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Identity;

public sealed class SessionManagementTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task An_agent_sees_its_own_sessions_and_a_manager_everybodys()
    {
        var agent = await bridge.NewAgentAsync();
        await using var first = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        await using var second = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        await using var other = await bridge.NewSessionAsync();
        await using var manager = await bridge.NewSessionAsync("system_agent");
        string[] own = [.. new[] { first.SessionId, second.SessionId }.Order(StringComparer.Ordinal)];

        var seen = await first.ListSessionsAsync(cancellation: RunningBridge.Cancellation);
        Assert.Equal(own, seen.Select(s => s.SessionId));
        Assert.All(seen, s => Assert.Equal((agent.AgentId, "127.0.0.1", first.UserAgent), (s.AgentId, s.IpAddress, s.UserAgent)));
        await Refused.WithAsync(403, "impersonation", () => first.ListSessionsAsync(other.AgentId));

        Assert.Equal(own, (await manager.ListSessionsAsync(agent.AgentId, cancellation: RunningBridge.Cancellation)).Select(s => s.SessionId));
        var all = new List<string>();
        for (string? after = null; ; after = all[^1])
        {
            var page = await manager.ListSessionsAsync(afterSession: after, limit: 2, cancellation: RunningBridge.Cancellation);
            if (page.Count == 0) break;
            all.AddRange(page.Select(s => s.SessionId));
        }

        Assert.Equal(all.Distinct().Order(StringComparer.Ordinal), all);
        Assert.Superset(own.Append(other.SessionId).ToHashSet(), all.ToHashSet());
    }

    [Fact]
    public async Task A_session_is_ended_by_its_agent_or_by_a_manager_and_by_nobody_else()
    {
        var agent = await bridge.NewAgentAsync();
        await using var first = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        await using var second = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        await using var stranger = await bridge.NewSessionAsync("expert_agent");
        await using var manager = await bridge.NewSessionAsync("system_agent");

        await Refused.WithAsync(403, "impersonation", () => stranger.RevokeSessionAsync(first.SessionId));
        Assert.True(await first.ValidateAsync(RunningBridge.Cancellation));
        await second.RevokeSessionAsync(first.SessionId, RunningBridge.Cancellation);
        Assert.False(await first.ValidateAsync(RunningBridge.Cancellation));
        await manager.RevokeSessionAsync(second.SessionId, RunningBridge.Cancellation);
        Assert.False(await second.ValidateAsync(RunningBridge.Cancellation));
        await Refused.WithAsync(404, "unknown_session", () => manager.RevokeSessionAsync(second.SessionId));
        await Refused.WithAsync(403, "not_permitted", () => manager.RevokeSessionAsync(bridge.Admin.SessionId));
        await bridge.Admin.RevokeSessionAsync(manager.SessionId, RunningBridge.Cancellation);
        Assert.False(await manager.ValidateAsync(RunningBridge.Cancellation));
    }

    [Fact]
    public async Task What_a_held_request_waits_for_is_not_given_after_the_end_of_its_session()
    {
        var agent = await bridge.NewAgentAsync();
        await using var waiting = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        await using var second = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        var since = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        var held = waiting.WaitAsync(since, cancellation: RunningBridge.Cancellation);
        while (!(await bridge.Client.MetricsAsync(RunningBridge.Cancellation)).Contains("bridge_waiting 1", StringComparison.Ordinal)) await Task.Delay(5, RunningBridge.Cancellation);
        await second.RevokeSessionAsync(waiting.SessionId, RunningBridge.Cancellation);
        await bridge.Admin.StoreEventAsync(new EventDraft("news", new { to_agent = agent.AgentId }), RunningBridge.Cancellation);
        await Refused.WithAsync(403, "invalid_session", () => held);
    }
}
