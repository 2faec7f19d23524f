using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Tests.Events;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Integrity;

/// <summary>Time in the stored bytes that cannot be right is found by the running process.</summary>
public sealed class TimestampTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3_600, 1)]
    [InlineData(-3_600, 1)]
    [InlineData(3, 0)]
    public async Task Time_that_ran_backwards_or_lies_ahead_is_reported(int jumpSeconds, int expected)
    {
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        var clock = new SteppedClock();
        await using (var store = FileEventStore.Open(new EventStoreOptions { Directory = folder.Data }, new HmacRecordSeal(secrets["Bridge__StoreKey"]), clock))
        {
            await store.AppendAsync([TestStore.Event(1), TestStore.Event(2)], RunningBridge.Cancellation);
            clock.Offset = TimeSpan.FromSeconds(jumpSeconds);
            await store.AppendAsync([TestStore.Event(3), TestStore.Event(4)], RunningBridge.Cancellation);
            clock.Offset = TimeSpan.Zero;
        }

        await using var process = BridgeProcess.Launch(secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:Integrity:PassSeconds=1");
        using var client = BridgeClient.Connect(await process.ListeningAsync());
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(10, bound.Token);
        await using var admin = await client.OpenSessionAsync("admin", secrets["Bridge__AdminSecret"], cancellation: bound.Token);
        var report = await admin.IntegrityAsync(bound.Token);
        while (report.Passes < 1)
        {
            await Task.Delay(50, bound.Token);
            report = await admin.IntegrityAsync(bound.Token);
        }

        Assert.True(expected == 0 ? report.Violations.Count == 0 : report.Violations.Count >= 1, string.Join(" | ", report.Violations.Select(v => v.Detail)));
        Assert.All(report.Violations, v => Assert.Equal(("timestamp_anomaly", "medium"), (v.Kind, v.Severity)));
        if (expected > 0) Assert.Contains(report.Violations, v => v.FirstSequence == 3);
    }

    private sealed class SteppedClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
