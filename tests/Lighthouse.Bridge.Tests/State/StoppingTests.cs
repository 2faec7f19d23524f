using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.State;

public sealed class StoppingTests
{
    [Fact]
    public async Task Told_to_stop_it_answers_its_long_polls_and_ends_with_0()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no SIGTERM.");
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        await using var process = BridgeProcess.Launch(secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data);
        using var client = BridgeClient.Connect(await process.ListeningAsync());
        var admin = await OpenAsync(client, secrets);
        var waiting = admin.WaitAsync(long.MaxValue, cancellation: RunningBridge.Cancellation);
        while (!(await client.MetricsAsync(RunningBridge.Cancellation)).Contains("bridge_waiting 1", StringComparison.Ordinal)) await Task.Yield();

        process.Terminate();

        Assert.Equal("timeout", (await waiting).Status);
        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.Single(process.Output.Split('\n'));
    }

    [Fact]
    public async Task The_end_of_its_input_stops_it_when_it_is_told_so()
    {
        using var folder = new TemporaryFolder();
        await using var process = BridgeProcess.Launch(
            BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:ExitOnStdinClose=true");
        using var client = BridgeClient.Connect(await process.ListeningAsync());
        await client.HealthAsync(RunningBridge.Cancellation);
        process.CloseInput();
        Assert.Equal(0, await process.ExitCodeAsync());
    }

    private static async Task<BridgeSession> OpenAsync(BridgeClient client, Dictionary<string, string> secrets)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(10, bound.Token);
        return await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: bound.Token);
    }
}
