using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Experts;

/// <summary>Deadlines and drops in a real process, with the shortest times that can be configured.</summary>
public sealed class ShortTimesTests
{
    private static CancellationToken Cancellation => RunningBridge.Cancellation;

    [Fact]
    public async Task Work_times_out_and_silence_drops_an_expert_in_real_time()
    {
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        await using var process = BridgeProcess.Launch(
            secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:Experts:DelegationSeconds", "1",
            "--Bridge:Experts:HeartbeatSeconds", "1", "--Bridge:Experts:DropSeconds", "2");
        using var client = BridgeClient.Connect(await process.ListeningAsync());
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(10, bound.Token);
        var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: Cancellation);
        var asker = await client.OpenSessionAsync(await client.RegisterAgentAsync(admin, "asker", cancellation: Cancellation), cancellation: Cancellation);
        var expert = await client.OpenSessionAsync(await client.RegisterAgentAsync(admin, "expert", "expert_agent", Cancellation), cancellation: Cancellation);
        var registration = await expert.RegisterExpertAsync("tester", ["review"], cancellation: Cancellation);
        var ticket = await asker.DelegateAsync("t", new { }, "expert", cancellation: Cancellation);

        var since = 0L;
        var seen = new List<BridgeEvent>();
        while (!seen.Any(e => e.EventType == "expert_offline"))
        {
            var news = await expert.WaitAsync(since, TimeSpan.FromSeconds(20), Cancellation);
            Assert.Equal("new_events", news.Status);
            seen.AddRange(news.Events);
            since = news.NextSequence;
        }

        Assert.Contains(seen, e => e.EventType == "delegation_timed_out" && e.AggregateId == ticket.DelegationId);
        await Refused.WithAsync(410, "timed_out", () => expert.CompleteAsync(registration, ticket.DelegationId, cancellation: Cancellation));
        Assert.Equal("timed_out", (await asker.WorkAsync(ticket.DelegationId, Cancellation)).Status);
        await Refused.WithAsync(409, "expert_unavailable", () => asker.DelegateAsync("t", new { }, "expert", cancellation: Cancellation));
        Assert.Equal("degraded", (await client.StatusAsync(Cancellation)).Components["expert_coordinator"]);
        Assert.Equal("available", (await expert.HeartbeatAsync(registration, Cancellation)).Status);
        Assert.Equal("healthy", (await client.StatusAsync(Cancellation)).Components["expert_coordinator"]);
    }

    [Fact]
    public async Task A_drop_before_the_heartbeat_is_due_is_refused_at_the_start()
    {
        using var folder = new TemporaryFolder();
        await using var process = BridgeProcess.Launch(
            BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:Experts:DropSeconds", "60");
        Assert.Equal(2, await process.ExitCodeAsync());
        Assert.Contains("LHB6501", process.Errors + process.Output, StringComparison.Ordinal);
    }
}
