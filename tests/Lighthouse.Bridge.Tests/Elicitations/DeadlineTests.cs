using System.Text.Json;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Elicitations;

public sealed class DeadlineTests
{
    private static readonly Caller Sender = new("sender", Role.Agent, "s1");
    private static readonly Caller Target = new("target", Role.Agent, "s2");

    [Fact]
    public async Task The_deadline_is_the_last_moment_that_is_too_late()
    {
        await using var bridge = await StartAsync();
        var id = await AskAsync(bridge, seconds: 30);
        bridge.Time.Advance(TimeSpan.FromMilliseconds(29_999));
        Assert.Equal(ElicitationState.Pending, await StateAsync(bridge, id));
        bridge.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ElicitationState.Expired, await StateAsync(bridge, id));
        Assert.Empty(bridge.Get<IElicitations>().PendingFor("target"));
    }

    [Fact]
    public async Task A_step_of_the_wall_clock_moves_no_deadline()
    {
        await using var bridge = await StartAsync();
        var id = await AskAsync(bridge, seconds: 30);
        bridge.Time.Jump(TimeSpan.FromMinutes(5));
        Assert.Single(bridge.Get<IElicitations>().PendingFor("target"));
        bridge.Time.Jump(TimeSpan.FromMinutes(-10));
        bridge.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(ElicitationState.Expired, await StateAsync(bridge, id));
    }

    [Fact]
    public async Task A_deadline_that_passed_while_the_bridge_was_down_has_passed()
    {
        await using var bridge = await StartAsync();
        var (over, open) = (await AskAsync(bridge, seconds: 10), await AskAsync(bridge, seconds: 60));
        // The timers of the old process must not see the time that passes between the two.
        await bridge.RestartAsync(meanwhile: TimeSpan.FromSeconds(20));
        bridge.Time.Advance(TimeSpan.Zero);
        Assert.Equal(ElicitationState.Expired, await StateAsync(bridge, over));
        Assert.Equal([open], bridge.Get<IElicitations>().PendingFor("target").Select(q => q.Id));
        bridge.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(ElicitationState.Expired, await StateAsync(bridge, open));
    }

    [Fact]
    public async Task An_ended_elicitation_is_let_go_after_its_retention()
    {
        await using var bridge = await StartAsync();
        var id = await AskAsync(bridge, seconds: 10);
        bridge.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(ElicitationState.Expired, await StateAsync(bridge, id));
        bridge.Time.Advance(TimeSpan.FromSeconds(301));
        await AskAsync(bridge, seconds: 1);
        bridge.Time.Advance(TimeSpan.FromSeconds(1));
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (bridge.Get<ElicitationRegister>().Find(id) is not null) await Task.Delay(5, bound.Token);
        Assert.Equal(404, (await Assert.ThrowsAsync<RefusalException>(() => StateAsync(bridge, id))).Status);
    }

    private static async Task<BridgeParts> StartAsync()
    {
        var bridge = await BridgeParts.StartAsync();
        await bridge.Get<IAgents>().RegisterAsync("sender", Role.Agent, "admin");
        await bridge.Get<IAgents>().RegisterAsync("target", Role.Agent, "admin");
        return bridge;
    }

    private static async Task<string> AskAsync(BridgeParts bridge, int seconds)
    {
        var question = new Question("target", "?", JsonElement.Parse("{}"), TimeSpan.FromSeconds(seconds), null);
        return (await bridge.Get<IElicitations>().CreateAsync(Sender, question)).Id;
    }

    private static async Task<ElicitationState> StateAsync(BridgeParts bridge, string id) =>
        (await bridge.Get<IElicitations>().ViewAsync(Target, id)).State;
}
