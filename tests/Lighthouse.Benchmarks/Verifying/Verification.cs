using System.Diagnostics;
using Lighthouse.Benchmarks.Appending;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Benchmarks.Verifying;

/// <summary>Opening a store, which reads and verifies every record, on one core and on two, against <c>openssl speed</c> at the size of a record's sealed part.</summary>
internal sealed class Verification : IBenchmark
{
    private const int Events = 400_000;
    private const int SealedBytes = BenchmarkEvents.RecordBytes - IRecordSeal.Size;

    public string Name => "verification";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        using var folder = new Scratch(run);
        await FilledStore.WriteAsync(folder.Path, Events);
        var one = new Side("one core", "events/s", _ => Task.FromResult(Open(folder.Path, 1)));
        var two = new Side("two cores", "events/s", _ => Task.FromResult(Open(folder.Path, 2)));
        var openssl = new Side($"openssl speed, HMAC-SHA256 over {SealedBytes} bytes", "hashes/s", token => OpensslSpeed.RateAsync(SealedBytes, run.RoundTime, token));
        var sides = OpensslSpeed.Missing is null ? new[] { one, two, openssl } : [one, two];
        var rounds = await Rounds.MeasureAsync(run, sides, cancellation);
        const string what = "verification of a store from the page cache when it is opened";
        var perCore = OpensslSpeed.Missing is null
            ? Row.Against($"{what}, one core", rounds.Compare(one, openssl), Target.RatioAtLeast(1))
            : Row.NotMeasured($"{what}, one core", OpensslSpeed.Missing, Target.RatioAtLeast(1));
        var both = Environment.ProcessorCount >= 2
            ? Row.Against($"{what}, two cores", rounds.Compare(two, one), Target.RatioAtLeast(1.9))
            : Row.NotMeasured($"{what}, two cores", "there is one core", Target.RatioAtLeast(1.9));
        return [perCore, both];
    }

    private static double Open(string folder, int cores)
    {
        var clock = Stopwatch.StartNew();
        var store = FileEventStore.Open(
            new EventStoreOptions { Directory = folder, VerifyThreads = cores }, new HmacRecordSeal(BenchmarkEvents.Key), TimeProvider.System);
        var seconds = clock.Elapsed.TotalSeconds;
        var sound = store.Recovery is { Events: Events, Violations.Count: 0 };
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return sound ? Events / seconds : throw new InvalidOperationException("the store is not as it was written");
    }
}
