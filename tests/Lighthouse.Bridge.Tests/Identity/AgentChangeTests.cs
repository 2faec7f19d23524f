using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Identity;

public sealed class AgentChangeTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task A_new_secret_ends_the_old_one_and_its_sessions_also_after_a_restart()
    {
        await using var own = new RunningBridge();
        await own.InitializeAsync();
        var old = await own.NewAgentAsync();
        var session = await own.Client.OpenSessionAsync(old, cancellation: RunningBridge.Cancellation);
        var request = session.Prepare(HttpMethod.Get, "/event/query");
        var rotated = await own.Admin.RotateAgentAsync(old.AgentId, RunningBridge.Cancellation);
        Assert.NotEqual(old.Secret, rotated.Secret);

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(403, (int)(await own.ResendAsync(request)).StatusCode);
            await Refused.WithAsync(403, "bad_credential", () => own.Client.OpenSessionAsync(old));
            await using var fresh = await own.Client.OpenSessionAsync(rotated, cancellation: RunningBridge.Cancellation);
            Assert.True(await fresh.ValidateAsync(RunningBridge.Cancellation));
            if (round == 0) await own.RestartAsync();
        }
    }

    [Fact]
    public async Task Sessions_of_an_old_secret_do_not_count_against_the_three()
    {
        var agent = await bridge.NewAgentAsync();
        for (var i = 0; i < 3; i++) await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        await Refused.WithAsync(429, "too_many_sessions", () => bridge.Client.OpenSessionAsync(agent));
        var rotated = await bridge.Admin.RotateAgentAsync(agent.AgentId, RunningBridge.Cancellation);
        for (var i = 0; i < 3; i++) Assert.NotNull(await bridge.Client.OpenSessionAsync(rotated, cancellation: RunningBridge.Cancellation));
        Assert.Equal(3, (await bridge.Admin.ListSessionsAsync(agent.AgentId, cancellation: RunningBridge.Cancellation)).Count);
    }

    [Fact]
    public async Task A_disabled_agent_is_out_until_it_is_enabled()
    {
        var agent = await bridge.NewAgentAsync();
        var session = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        Assert.True((await bridge.Admin.DisableAgentAsync(agent.AgentId, RunningBridge.Cancellation)).Disabled);
        Assert.False(await session.ValidateAsync(RunningBridge.Cancellation));
        await Refused.WithAsync(403, "invalid_session", () => session.QueryAsync(new EventQuery()));
        await Refused.WithAsync(403, "bad_credential", () => bridge.Client.OpenSessionAsync(agent));
        Assert.Contains(await bridge.Admin.ListAgentsAsync(limit: 1000, cancellation: RunningBridge.Cancellation), a => a.AgentId == agent.AgentId && a.Disabled);

        Assert.False((await bridge.Admin.EnableAgentAsync(agent.AgentId, RunningBridge.Cancellation)).Disabled);
        await using var again = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        Assert.True(await again.ValidateAsync(RunningBridge.Cancellation));
    }

    [Fact]
    public async Task A_session_from_before_an_agent_was_disabled_stays_ended_when_it_is_enabled_also_after_a_restart()
    {
        await using var own = new RunningBridge();
        await own.InitializeAsync();
        var agent = await own.NewAgentAsync();
        var session = await own.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        var request = session.Prepare(HttpMethod.Get, "/event/query");
        await own.Admin.DisableAgentAsync(agent.AgentId, RunningBridge.Cancellation);
        await own.Admin.EnableAgentAsync(agent.AgentId, RunningBridge.Cancellation);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(403, (int)(await own.ResendAsync(request)).StatusCode);
            await using var fresh = await own.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
            Assert.True(await fresh.ValidateAsync(RunningBridge.Cancellation));
            if (round == 0) await own.RestartAsync();
        }
    }

    [Fact]
    public async Task The_bootstrap_agent_and_nobody_cannot_be_changed()
    {
        await Refused.WithAsync(409, "bootstrap_agent", () => bridge.Admin.DisableAgentAsync("admin"));
        await Refused.WithAsync(409, "bootstrap_agent", () => bridge.Admin.RotateAgentAsync("admin"));
        await Refused.WithAsync(404, "unknown_agent", () => bridge.Admin.RotateAgentAsync("nobody-here"));
    }

    [Fact]
    public async Task Every_change_is_an_event_that_says_who_made_it()
    {
        var agent = await bridge.NewAgentAsync();
        await using var second = await bridge.NewSessionAsync("admin");
        await second.RotateAgentAsync(agent.AgentId, RunningBridge.Cancellation);
        await second.DisableAgentAsync(agent.AgentId, RunningBridge.Cancellation);
        await second.EnableAgentAsync(agent.AgentId, RunningBridge.Cancellation);
        var events = (await bridge.Admin.QueryAsync(new EventQuery { AgentId = second.AgentId, Limit = 1000 }, RunningBridge.Cancellation)).Events;
        Assert.Equal(
            ["agent_rotated", "agent_disabled", "agent_enabled"],
            events.Where(e => e.AggregateId == agent.AgentId).Select(e => e.EventType));
    }

    [Fact]
    public async Task Another_bootstrap_secret_ends_the_sessions_of_the_old_one()
    {
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        PreparedRequest request;
        await using (var first = BridgeProcess.Launch(secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data))
        {
            using var client = await first.ReadyAsync();
            var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
            request = admin.Prepare(HttpMethod.Get, "/agent/list");
            Assert.Equal(200, await client.StatusOfAsync(request));
        }

        var changed = BridgeProcess.FreshSecrets()["Bridge__AdminSecret"];
        foreach (var (secret, status) in new[] { (secrets["Bridge__AdminSecret"], 200), (changed, 403) })
        {
            await using var next = BridgeProcess.Launch(
                new Dictionary<string, string>(secrets) { ["Bridge__AdminSecret"] = secret }, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data);
            using var client = await next.ReadyAsync();
            Assert.Equal(status, await client.StatusOfAsync(request));
        }
    }
}
