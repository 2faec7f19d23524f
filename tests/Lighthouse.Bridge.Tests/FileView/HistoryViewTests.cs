using System.Globalization;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.FileView;

/// <summary>Changes are recorded, and past moments can be read.</summary>
public sealed class HistoryViewTests
{
    [Fact]
    public async Task Every_change_is_an_event_that_says_what_happened()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await bridge.RunAsync("printf abc > a; mv a b; chmod 600 b; mkdir d; mv b d/b; truncate -s 1 d/b; rm d/b; rmdir d");
        await bridge.RecordedAsync();
        await using var admin = await bridge.AdminAsync();

        var events = (await admin.QueryAsync(new() { EventType = "file_changed" }, RunningBridge.Cancellation)).Events;

        Assert.Equal(
            [
                "created a", "written a", "renamed b from a", "mode_changed b", "directory_created d", "renamed d/b from b", "written d/b", "deleted d/b",
                "directory_deleted d",
            ],
            events.Select(e => $"{e.Data.GetProperty("kind").GetString()} {e.Data.GetProperty("path").GetString()}"
                + (e.Data.TryGetProperty("from", out var from) ? $" from {from.GetString()}" : "")));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", events[1].Data.GetProperty("digest").GetString());
        Assert.Equal(3, events[1].Data.GetProperty("size").GetInt64());
        Assert.All(events, e => Assert.Equal(("bridge", "uid:0"), (e.SourceComponent, e.SourceAgent)));
    }

    [Fact]
    public async Task Changes_are_for_those_who_audit_unless_they_are_shared()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await using var admin = await bridge.AdminAsync();
        await using var agent = await bridge.AgentAsync(admin, "curious");
        await bridge.RunAsync("echo x > a");
        await bridge.RecordedAsync();
        Assert.Empty((await agent.QueryAsync(new() { EventType = "file_changed" }, RunningBridge.Cancellation)).Events);
        await Refused.WithAsync(403, "reserved_event_type", () => agent.StoreEventAsync(new("file_changed"), RunningBridge.Cancellation));
    }

    [Fact]
    public async Task A_past_second_shows_what_was_there_then()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await bridge.RunAsync("mkdir -p src/deep; echo one > src/deep/x; echo gone > src/gone");
        var first = await NextSecondAsync(bridge);
        await bridge.RunAsync("echo two > src/deep/x; rm src/gone; mv src lib");
        var second = await NextSecondAsync(bridge);

        Assert.Equal("src:deep gone one gone", await ShowAsync(bridge, first, "echo \"$(ls):$(echo $(ls src)) $(cat src/deep/x src/gone | xargs)\""));
        Assert.Equal("lib:deep two", await ShowAsync(bridge, second, "echo \"$(ls):$(ls lib) $(cat lib/deep/x)\""));
        var before = DateTimeOffset.Parse(first, CultureInfo.InvariantCulture).AddHours(-2).ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture);
        Assert.NotEqual(0, (await bridge.Space.ShellAsync(bridge.View, $"ls history/{before}")).ExitCode);
        Assert.NotEqual(0, (await bridge.Space.ShellAsync(bridge.View, "ls history/2999-01-01T00 || ls history/nonsense")).ExitCode);
        Assert.NotEqual(0, (await bridge.Space.ShellAsync(bridge.View, $"echo x > history/{first}/src/gone")).ExitCode);
    }

    [Fact]
    public async Task It_is_there_after_a_restart_and_what_changed_meanwhile_is_found()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await bridge.RunAsync("mkdir d; echo one > d/x; echo same > same; echo gone > gone");
        var first = await NextSecondAsync(bridge);
        await bridge.StopAsync(async process =>
        {
            process.Terminate();
            await process.ExitCodeAsync();
        });
        await File.WriteAllTextAsync(Path.Combine(bridge.Project, "d", "x"), "changed beside\n", RunningBridge.Cancellation);
        File.Delete(Path.Combine(bridge.Project, "gone"));
        Directory.CreateDirectory(Path.Combine(bridge.Project, "new"));

        await bridge.LaunchAsync();
        await bridge.UntilAsync("healthy");
        var second = await NextSecondAsync(bridge);

        Assert.Equal("d gone same one", await ShowAsync(bridge, first, "echo $(ls) $(cat d/x)"));
        Assert.Equal("d new same changed beside", await ShowAsync(bridge, second, "echo $(ls) $(cat d/x)"));
        Assert.Equal(3, await bridge.FigureAsync("bridge_file_view_changes_total"));
        Assert.Equal(4, await bridge.FigureAsync("bridge_file_view_files"));
    }

    [Fact]
    public async Task A_damaged_or_missing_content_is_an_error_and_never_something_else()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await bridge.RunAsync("echo one > x");
        var moment = await NextSecondAsync(bridge);
        var kept = Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(bridge.Project)!, "data", "file-contents"), "*", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(kept, "two\n", RunningBridge.Cancellation);
        var (exitCode, output, errors) = await bridge.Space.ShellAsync(bridge.View, $"cat history/{moment}/x");
        Assert.NotEqual(0, exitCode);
        Assert.Equal("", output);
        Assert.Contains("Input/output error", errors, StringComparison.Ordinal);
    }

    /// <summary>Waits until everything is recorded and a full second has begun; its name.</summary>
    private static async Task<string> NextSecondAsync(MountedBridge bridge)
    {
        await bridge.RecordedAsync();
        var next = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 1);
        while (TimeProvider.System.GetUtcNow() < next) await Task.Delay(20, RunningBridge.Cancellation);
        return next.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static async Task<string> ShowAsync(MountedBridge bridge, string moment, string script) =>
        (await bridge.Space.RunAsync(Path.Combine(bridge.View, "history", moment), script)).TrimEnd('\n');
}
