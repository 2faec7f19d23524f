using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Identity;

public sealed class SessionTimeTests
{
    [Fact]
    public async Task A_session_that_is_used_slides_and_one_that_is_not_ends_after_an_hour()
    {
        await using var bridge = await BridgeParts.StartAsync();
        var session = await bridge.OpenAsync(await AgentAsync(bridge));
        for (var i = 0; i < 4; i++)
        {
            bridge.Time.Advance(TimeSpan.FromMinutes(59));
            Assert.NotNull(bridge.Authenticate(session.Token));
        }

        bridge.Time.Advance(TimeSpan.FromMinutes(60));
        Assert.Null(bridge.Authenticate(session.Token));
    }

    [Fact]
    public async Task No_use_prolongs_a_session_past_eight_hours()
    {
        await using var bridge = await BridgeParts.StartAsync();
        var session = await bridge.OpenAsync(await AgentAsync(bridge));
        for (var i = 0; i < 15; i++)
        {
            bridge.Time.Advance(TimeSpan.FromMinutes(31));
            Assert.NotNull(bridge.Authenticate(session.Token));
        }

        bridge.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Null(bridge.Authenticate(session.Token));
    }

    [Fact]
    public async Task A_step_of_the_wall_clock_neither_ends_nor_prolongs_a_session()
    {
        await using var bridge = await BridgeParts.StartAsync();
        var session = await bridge.OpenAsync(await AgentAsync(bridge));
        bridge.Time.Jump(TimeSpan.FromHours(24));
        Assert.NotNull(bridge.Authenticate(session.Token));
        bridge.Time.Jump(TimeSpan.FromHours(-48));
        bridge.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Null(bridge.Authenticate(session.Token));
    }

    [Fact]
    public async Task A_restart_does_not_bring_an_idle_session_back()
    {
        await using var bridge = await BridgeParts.StartAsync();
        var session = await bridge.OpenAsync(await AgentAsync(bridge));
        bridge.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.NotNull(bridge.Authenticate(session.Token));
        bridge.Time.Advance(TimeSpan.FromMinutes(45));
        await bridge.RestartAsync();
        Assert.NotNull(bridge.Authenticate(session.Token));
        bridge.Time.Advance(TimeSpan.FromMinutes(61));
        await bridge.RestartAsync();
        Assert.Null(bridge.Authenticate(session.Token));
    }

    [Fact]
    public async Task A_credential_stays_used_across_a_restart_and_a_step_back_of_the_clock()
    {
        await using var bridge = await BridgeParts.StartAsync();
        var agent = await AgentAsync(bridge);
        var proof = bridge.Proof(agent);
        var peer = new Peer("127.0.0.1", "test");
        Assert.NotNull(await bridge.Get<ISessions>().OpenAsync(proof, peer));
        await RefusedAsync(bridge, proof, peer);

        await bridge.RestartAsync();
        await RefusedAsync(bridge, proof, peer);

        bridge.Time.Advance(TimeSpan.FromHours(1));
        await bridge.RestartAsync();
        bridge.Time.Jump(TimeSpan.FromHours(-1));
        await RefusedAsync(bridge, proof, peer);
    }

    private static async Task RefusedAsync(BridgeParts bridge, SessionProof proof, Peer peer) =>
        Assert.Equal(403, (await Assert.ThrowsAsync<RefusalException>(() => bridge.Get<ISessions>().OpenAsync(proof, peer))).Status);

    private static Task<Agent> AgentAsync(BridgeParts bridge) => bridge.Get<IAgents>().RegisterAsync("agent-1", Role.Agent, "admin");
}
