using Lighthouse.Bridge.Collaboration;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Collaboration;

public sealed class CollaborationTimeTests
{
    private static readonly Caller Starter = new("starter", Role.Agent, "s1");

    [Fact]
    public async Task A_collaboration_that_nobody_ends_ends_by_itself_also_across_a_restart()
    {
        await using var bridge = await BridgeParts.StartAsync();
        foreach (var name in new[] { "starter", "other" }) await bridge.Get<IAgents>().RegisterAsync(name, Role.Agent, "admin");
        bridge.Get<ICollaborations>().WatchDeadlines();
        var first = await StartAsync(bridge);
        bridge.Time.Advance(TimeSpan.FromHours(4));
        var second = await StartAsync(bridge);
        await bridge.RestartAsync();
        bridge.Get<ICollaborations>().WatchDeadlines();
        bridge.Time.Advance(TimeSpan.FromHours(4) - TimeSpan.FromMilliseconds(1));
        Assert.Null((await ViewAsync(bridge, first)).EndedAt);
        bridge.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull((await ViewAsync(bridge, first)).EndedAt);
        Assert.Null((await ViewAsync(bridge, second)).EndedAt);
        Assert.Equal(1, bridge.Get<ICollaborations>().OpenCount);
        var refusal = await Assert.ThrowsAsync<RefusalException>(() =>
            bridge.Get<ICollaborations>().ShareAsync(Starter, new(first, "k", System.Text.Json.JsonElement.Parse("1"), null)));
        Assert.Equal(409, refusal.Status);

        bridge.Time.Advance(TimeSpan.FromSeconds(301));
        await bridge.Get<ICollaborations>().EndAsync(Starter, second, null);
        Assert.Equal(404, (await Assert.ThrowsAsync<RefusalException>(() => ViewAsync(bridge, first))).Status);
    }

    private static async Task<string> StartAsync(BridgeParts bridge) =>
        (await bridge.Get<ICollaborations>().StartAsync(Starter, new(["other"], null, null, null))).Id;

    private static Task<CollaborationView> ViewAsync(BridgeParts bridge, string id) => bridge.Get<ICollaborations>().ViewAsync(Starter, id);
}
