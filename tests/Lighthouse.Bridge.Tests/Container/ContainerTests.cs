using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Documentation;
using Lighthouse.Bridge.Tests.Running;
using Lighthouse.Testing;

namespace Lighthouse.Bridge.Tests.Container;

public sealed class ContainerTests
{
    [Fact]
    public async Task The_image_is_built_runs_without_rights_stops_when_told_and_keeps_its_data()
    {
        await using var engine = await OwnEngine.StartAsync("dotnet", "bash", "ldconfig");
        using var place = new Place();
        var build = Path.Combine(Documents.Root, "src", "Lighthouse.Bridge", "build-image.sh");
        var (code, output) = await Commands.RunAsync("bash", [build, "bridge-test", Path.Combine(place.Root, "image")], engine.Variables, TimeSpan.FromMinutes(5));
        Assert.True(code == 0, output);

        var secrets = BridgeProcess.FreshSecrets();
        var address = $"http://127.0.0.1:{place.Port}";
        string[] settings = [.. secrets.Append(new("ASPNETCORE_URLS", address)).SelectMany(one => new[] { "--env", $"{one.Key}={one.Value}" })];
        var id = await engine.DockerAsync([
            "run", "--detach", "--network", "host", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
            "--volume", "bridge-data:/data", .. settings, "bridge-test"]);
        using var client = BridgeClient.Connect(new Uri(address));
        await HealthyInsideAsync(engine, id);
        var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
        var stored = await admin.StoreEventAsync(new EventDraft("kept"), RunningBridge.Cancellation);
        Assert.Equal("10001 SIGTERM", await engine.DockerAsync("inspect", "--format", "{{slice .Config.User 0 5}} {{.Config.StopSignal}}", id));
        var process = await engine.DockerAsync("inspect", "--format", "{{.State.Pid}}", id);
        Assert.Contains("Uid:\t10001\t10001\t10001\t10001", await File.ReadAllTextAsync($"/proc/{process}/status", RunningBridge.Cancellation), StringComparison.Ordinal);
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await engine.DockerAsync("inspect", "--format", "{{.State.Health.Status}}", id) != "healthy") await Task.Delay(500, bound.Token);

        await engine.DockerAsync("stop", "--time", "20", id);
        Assert.Equal("0", await engine.DockerAsync("inspect", "--format", "{{.State.ExitCode}}", id));
        await engine.DockerAsync("start", id);
        await HealthyInsideAsync(engine, id);
        var again = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: RunningBridge.Cancellation);
        Assert.Equal(stored.Sequence, (await again.QueryAsync(new EventQuery { EventType = "kept" }, RunningBridge.Cancellation)).Events.Single().Sequence);

        await WithoutNetworkAsync(engine, settings);
    }

    [Fact]
    public void The_page_shows_commands_for_the_image_with_the_options_that_are_tested()
    {
        var commands = Documents.Blocks().Single(block => block.Heading == "Run in a container").Commands;
        foreach (var part in new[] { "src/Lighthouse.Bridge/build-image.sh", "--read-only", "--cap-drop ALL", "--security-opt no-new-privileges", "/app/Lighthouse.Bridge --health", "docker stop --time 20" })
            Assert.Contains(part, commands, StringComparison.Ordinal);
    }

    private static async Task WithoutNetworkAsync(OwnEngine engine, string[] settings)
    {
        var id = await engine.DockerAsync(["run", "--detach", "--network", "none", "--read-only", .. settings, "bridge-test"]);
        await HealthyInsideAsync(engine, id);
        await engine.DockerAsync("kill", "--signal", "KILL", id);
        Assert.Equal("137", await engine.DockerAsync("wait", id));
    }

    private static async Task HealthyInsideAsync(OwnEngine engine, string id)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var (code, output) = await Commands.RunAsync("docker", ["exec", id, "/app/Lighthouse.Bridge", "--health"], engine.Variables);
            if (code == 0) return;
            Assert.False(bound.IsCancellationRequested, output);
            await Task.Delay(200, RunningBridge.Cancellation);
        }
    }
}
