using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.FileView;

/// <summary>What agents give, as the view shows it.</summary>
public sealed class SharedAreasTests
{
    private static CancellationToken Cancellation => RunningBridge.Cancellation;

    [Fact]
    public async Task Annotations_stand_beside_their_files_also_after_a_restart()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await using (var admin = await bridge.AdminAsync())
        {
            var agent = await bridge.AgentAsync(admin, "reviewer");
            await agent.AnnotateAsync("src/x.cs", "Why this?", 12, Cancellation);
            await agent.AnnotateAsync("src/x.cs", "Good as a whole.", cancellation: Cancellation);
            await Refused.WithAsync(422, "invalid_path", () => agent.AnnotateAsync("../x", "out", cancellation: Cancellation));
            await Refused.WithAsync(422, "invalid_path", () => agent.AnnotateAsync("/x", "out", cancellation: Cancellation));
            await Refused.WithAsync(409, "shadows_full", () => agent.AnnotateAsync("src/x.cs.md/y", "a file is no folder", cancellation: Cancellation));
            var guest = await bridge.AgentAsync(admin, "guest", "guest");
            await Refused.WithAsync(403, "not_permitted", () => guest.AnnotateAsync("src/x.cs", "may not", cancellation: Cancellation));
            Assert.Equal(2, (await guest.QueryAsync(new() { EventType = "shadow_annotated" }, Cancellation)).Count);
        }

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("src\nx.cs.md\n", await bridge.Space.RunAsync(bridge.View, "ls shadows shadows/src | grep -v : | grep ."));
            var text = await bridge.Space.RunAsync(bridge.View, "cat shadows/src/x.cs.md");
            Assert.Matches("^# src/x.cs\n\n## The file\n\nreviewer, [-0-9]*T[:0-9]*Z:\nGood as a whole.\n\n## Line 12\n\nreviewer, .*:\nWhy this\\?\n$", text);
            if (round == 1) break;
            await bridge.StopAsync(process => process.KillAsync());
            await bridge.LaunchAsync();
            await bridge.UntilAsync("healthy");
        }
    }

    [Fact]
    public async Task Annotations_have_a_limit()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await using var admin = await bridge.AdminAsync();
        var agent = await bridge.AgentAsync(admin, "talker");
        for (var i = 0; i < 31; i++) await agent.AnnotateAsync("file", new string('x', 8_192), cancellation: Cancellation);
        await Refused.WithAsync(409, "shadows_full", () => agent.AnnotateAsync("file", new string('x', 8_192), cancellation: Cancellation));
        await agent.AnnotateAsync("other", "elsewhere there is room", cancellation: Cancellation);
    }

    [Fact]
    public async Task A_package_shows_what_its_agent_shares_and_nobody_else_writes_into_it()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await using var admin = await bridge.AdminAsync();
        var (one, other) = (await bridge.AgentAsync(admin, "one"), await bridge.AgentAsync(admin, "other"));
        await one.ShareContextAsync("plan", "goal.md", "first", Cancellation);
        await one.ShareContextAsync("plan", "goal.md", "second", Cancellation);
        await Refused.WithAsync(403, "foreign_package", () => other.ShareContextAsync("plan", "goal.md", "mine", Cancellation));
        await Refused.WithAsync(422, "invalid_name", () => one.ShareContextAsync("..", "goal.md", "out", Cancellation));
        await other.ShareContextAsync("else", "x", "", Cancellation);

        Assert.Equal("second", await bridge.Space.RunAsync(bridge.View, "cat context/plan/goal.md"));
        Assert.Equal("else plan\n", await bridge.Space.RunAsync(bridge.View, "echo $(ls context)"));
        Assert.Equal("second", (await other.QueryAsync(new() { EventType = "context_shared", Limit = 1_000 }, Cancellation)).Events[1].Data.GetProperty("content").GetString());
    }

    [Fact]
    public async Task Streams_show_shared_events_alone_and_can_be_followed()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await using var admin = await bridge.AdminAsync();
        var agent = await bridge.AgentAsync(admin, "speaker");
        await agent.StoreEventAsync(new("secret_thing") { Data = new { to_agent = "admin" } }, Cancellation);
        await agent.StoreEventAsync(new("news") { Data = new { shared = true, number = 1 } }, Cancellation);
        await Assert.EventuallyAsync(() => Directory.Exists(bridge.Space.Root + bridge.View + "/streams") && File.Exists(bridge.Space.Root + bridge.View + "/streams/news.ndjson"));
        Assert.Equal("events.ndjson news.ndjson\n", await bridge.Space.RunAsync(bridge.View, "echo $(ls streams)"));
        Assert.Equal("0\n", await bridge.Space.RunAsync(bridge.View, "grep -c secret_thing streams/events.ndjson || true"));

        var following = bridge.Space.RunAsync(bridge.View, "timeout 30 tail -n 0 -s 0.05 -f streams/news.ndjson | head -n 2");
        for (var number = 2; !following.IsCompleted; number++)
        {
            await agent.StoreEventAsync(new("news") { Data = new { shared = true, number } }, Cancellation);
            await Task.WhenAny(following, Task.Delay(100, Cancellation));
        }

        var lines = (await following).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonElement.Parse(line)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal(lines[0].GetProperty("data").GetProperty("number").GetInt32() + 1, lines[1].GetProperty("data").GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task Debug_shows_how_the_bridge_is()
    {
        await using var bridge = await MountedBridge.StartAsync();
        Assert.Contains("fuse_mount healthy", await bridge.Space.RunAsync(bridge.View, "cat debug/status"), StringComparison.Ordinal);
        Assert.Contains("bridge_file_view_mounted 1", await bridge.Space.RunAsync(bridge.View, "cat debug/metrics"), StringComparison.Ordinal);
    }
}
