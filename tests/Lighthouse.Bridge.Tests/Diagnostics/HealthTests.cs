using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Diagnostics;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_finds_a_directory_that_cannot_be_written_without_anybody_storing()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("The fault is a folder in the place of the probe, as Linux treats it.");
        using var folder = new TemporaryFolder();
        await using var bridge = BridgeProcess.Launch(BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data);
        using var client = await bridge.ReadyAsync();
        var probe = Path.Combine(folder.Data, "health.probe");
        File.Delete(probe);
        Directory.CreateDirectory(probe);
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(50, bound.Token);
        Assert.Equal((false, "unhealthy", "The data directory cannot be written."), await SaidAsync());
        Directory.Delete(probe);
        while (!(await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(50, bound.Token);

        async Task<(bool, string, string?)> SaidAsync()
        {
            var health = await client.HealthAsync(bound.Token);
            return (health.IsHealthy, health.Status, health.Problem);
        }
    }

    [Fact]
    public async Task The_program_itself_asks_for_health()
    {
        using var folder = new TemporaryFolder();
        await using var bridge = BridgeProcess.Launch(BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data);
        using var client = await bridge.ReadyAsync();
        await using var asking = BridgeProcess.Launch(new Dictionary<string, string>(), "--health", client.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(0, await asking.ExitCodeAsync());
        Assert.Contains("\"status\":\"healthy\"", asking.Output, StringComparison.Ordinal);
        await bridge.KillAsync();
        await using var again = BridgeProcess.Launch(new Dictionary<string, string>(), "--health", client.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(1, await again.ExitCodeAsync());
        Assert.Contains("LHB3003", again.Errors, StringComparison.Ordinal);
    }
}
