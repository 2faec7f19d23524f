using System.Text.Json;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Elicitations;

public sealed class OpenLimitTests
{
    [Fact]
    public async Task A_thousand_questions_wait_for_an_agent_and_no_more_until_one_ends()
    {
        await using var bridge = await BridgeParts.StartAsync();
        await bridge.Get<IAgents>().RegisterAsync("target", Role.Agent, "admin");
        await bridge.Get<IAgents>().RegisterAsync("other", Role.Agent, "admin");
        for (var i = 0; i < 1_000; i++) await AskAsync(bridge, i, "target");
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => AskAsync(bridge, 1_000, "target"));
        Assert.Equal((429, "too_many_open"), (refusal.Status, refusal.Code));
        await AskAsync(bridge, 1_000, "other");

        bridge.Time.Advance(TimeSpan.FromSeconds(30));
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (bridge.Get<IElicitations>().Measure().Pending > 0) await Task.Delay(5, bound.Token);
        await AskAsync(bridge, 1_001, "target");
    }

    private static Task<CreatedElicitation> AskAsync(BridgeParts bridge, int sender, string target) => bridge.Get<IElicitations>().CreateAsync(
        new Caller($"sender-{sender}", Role.Agent, "s"), new Question(target, "Go?", JsonElement.Parse("{}"), TimeSpan.FromSeconds(30), null));
}
