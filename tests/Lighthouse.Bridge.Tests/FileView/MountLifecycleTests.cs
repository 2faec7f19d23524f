using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.FileView;

public sealed class MountLifecycleTests
{
    [Fact]
    public async Task Told_to_stop_it_leaves_no_mount_and_no_process_hangs_in_it()
    {
        await using var bridge = await MountedBridge.StartAsync();
        Assert.Single(bridge.Space.Views());
        await bridge.RunAsync("echo kept > file");
        var holder = bridge.Space.ShellAsync(bridge.Current, "exec 5>held; cat >/dev/null < /dev/null; sleep 3; echo x >&5");

        await bridge.StopAsync(async process =>
        {
            await Task.Delay(300, RunningBridge.Cancellation);
            process.Terminate();
            Assert.Equal(0, await process.ExitCodeAsync());
        });

        Assert.Empty(bridge.Space.Views());
        Assert.NotEqual(0, (await holder).ExitCode);
        Assert.Equal("kept\n", await File.ReadAllTextAsync(Path.Combine(bridge.Project, "file"), RunningBridge.Cancellation));
    }

    [Fact]
    public async Task The_end_of_its_input_takes_the_mount_off()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await bridge.StopAsync(async process =>
        {
            process.CloseInput();
            Assert.Equal(0, await process.ExitCodeAsync());
        });
        Assert.Empty(bridge.Space.Views());
    }

    [Fact]
    public async Task Killed_in_the_middle_it_heals_its_mount_and_records_what_was_lost()
    {
        await using var bridge = await MountedBridge.StartAsync();
        // Contents of any size, so that the kill also falls into the copying of one.
        for (var round = 1; round <= 2; round++)
        {
            var writing = bridge.Space.ShellAsync(bridge.Current, "i=0; while head -c $((i*977)) /dev/zero > file$i && echo $i > small$i; do i=$((i+1)); done");
            await Assert.EventuallyAsync(() => Directory.GetFiles(bridge.Project).Length > 10 * round);
            await bridge.StopAsync(process => process.KillAsync());
            await writing;
            Assert.Equal(107, PosixCalls.Open(bridge.SeenCurrent, 0).Error);

            await bridge.LaunchAsync();
            await bridge.UntilAsync("healthy");

            Assert.Single(bridge.Space.Views());
            Assert.Contains("LHB6702", bridge.Process.Errors, StringComparison.Ordinal);
            await bridge.RecordedAsync();
            await AssertHistoryIsWholeAsync(bridge);
            await bridge.RunAsync("rm -f file* small*");
        }
    }

    [Fact]
    public async Task A_mount_of_somebody_else_is_left_alone_and_the_bridge_runs_without_a_view()
    {
        await using var bridge = MountedBridge.Prepare();
        await bridge.Space.RunAsync("/", $"mkdir {bridge.View}; mount -t tmpfs none {bridge.View}; echo mine > {bridge.View}/file");

        await bridge.LaunchAsync();
        await AssertUnavailableAsync(bridge, "LHB6715");

        Assert.Equal("mine\n", await bridge.Space.RunAsync(bridge.View, "cat file"));
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_not_covered()
    {
        await using var bridge = MountedBridge.Prepare();
        Directory.CreateDirectory(Path.Combine(bridge.View, "precious"));
        await bridge.LaunchAsync();
        await AssertUnavailableAsync(bridge, "LHB6712");
        Assert.Empty(bridge.Space.Views());
    }

    [Fact]
    public async Task A_living_bridge_keeps_its_mount_point()
    {
        await using var first = await MountedBridge.StartAsync();
        await first.RunAsync("echo x > file");
        using var folder = new TemporaryFolder();
        await using var second = BridgeProcess.LaunchBy(
            first.Space.Entering, BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data,
            "--Bridge:FileView:MountPoint", first.View);
        await second.ListeningAsync();
        await Assert.EventuallyAsync(() => second.Errors.Contains("LHB6716", StringComparison.Ordinal));
        Assert.Equal("x\n", await first.RunAsync("cat file"));
    }

    [Fact]
    public async Task Unmounted_from_outside_it_says_so()
    {
        await using var bridge = await MountedBridge.StartAsync();
        await bridge.Space.RunAsync("/", $"umount {bridge.View}");
        await bridge.UntilAsync("unavailable");
        // The line goes through a pipe of its own, and may come after the answer.
        await Assert.EventuallyAsync(() => bridge.Process.Errors.Contains("LHB6703", StringComparison.Ordinal));
        Assert.True((await bridge.Client.HealthAsync(RunningBridge.Cancellation)).IsHealthy);
    }

    [Fact]
    public async Task A_view_over_its_own_sources_is_refused()
    {
        await using var bridge = MountedBridge.Prepare();
        await using var process = BridgeProcess.LaunchBy(
            bridge.Space.Entering, BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", Path.Combine(bridge.View, "data"),
            "--Bridge:FileView:MountPoint", bridge.View);
        await process.ListeningAsync();
        await Assert.EventuallyAsync(() => process.Errors.Contains("LHB6718", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_without_rights_mounts_in_a_user_namespace()
    {
        await using var bridge = MountedBridge.PrepareForUser();
        await bridge.LaunchAsync();
        await bridge.UntilAsync("healthy");
        Assert.Equal("x\n0 600\n", await bridge.RunAsync("echo x > file; chmod 600 file; cat file; stat -c '%u %a' file"));
        await bridge.StopAsync(async process =>
        {
            process.Terminate();
            Assert.Equal(0, await process.ExitCodeAsync());
        });
        Assert.Empty(bridge.Space.Views());
    }

    [Fact]
    public async Task Without_a_mount_point_there_is_none()
    {
        using var folder = new TemporaryFolder();
        await using var process = BridgeProcess.Launch(BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data);
        using var client = Lighthouse.Bridge.Client.BridgeClient.Connect(await process.ListeningAsync());
        await Assert.EventuallyAsync(() => client.HealthAsync(RunningBridge.Cancellation).Result.IsHealthy);
        Assert.Equal("unavailable", (await client.StatusAsync(RunningBridge.Cancellation)).Components["fuse_mount"]);
    }

    private static async Task AssertUnavailableAsync(MountedBridge bridge, string code)
    {
        await Assert.EventuallyAsync(() => bridge.Process.Errors.Contains(code, StringComparison.Ordinal));
        Assert.Equal("unavailable", await bridge.ComponentAsync());
        Assert.True((await bridge.Client.HealthAsync(RunningBridge.Cancellation)).IsHealthy);
    }

    /// <summary>The last state of the history is that of the disk.</summary>
    private static async Task AssertHistoryIsWholeAsync(MountedBridge bridge)
    {
        await using var admin = await bridge.AdminAsync();
        var states = new Dictionary<string, string?>();
        long after = 0;
        while (await admin.QueryAsync(new() { EventType = "file_changed", AfterSequence = after, Limit = 1_000 }, RunningBridge.Cancellation) is { Events.Count: > 0 } page)
        {
            foreach (var e in page.Events)
            {
                var path = e.Data.GetProperty("path").GetString()!;
                if (e.Data.GetProperty("kind").GetString() == "deleted") states.Remove(path);
                else states[path] = e.Data.TryGetProperty("digest", out var digest) ? digest.GetString() : null;
            }

            after = page.Events[^1].Sequence;
        }

        var disk = Directory.EnumerateFiles(bridge.Project).ToDictionary(path => Path.GetFileName(path), Digest);
        Assert.Equal(disk.OrderBy(f => f.Key), states.OrderBy(f => f.Key)!);
    }

    private static string? Digest(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
