using System.Diagnostics;
using Lighthouse.Benchmarks.Appending;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Benchmarks.Verifying;

/// <summary>
/// Opening a store, which reads and verifies every record, on one core and on two, against <c>openssl speed</c> at the size of a record's sealed part.
/// What two processes of openssl gain over one, where both are bound by the units of a core, says how much of a second core there is: two processors
/// of a virtual machine may be one core's threads.
/// </summary>
internal sealed class Verification : IBenchmark
{
    // About a second of work: in less, starting threads and compiling code would be measured.
    private const int Events = 1_600_000;
    private const int SealedBytes = BenchmarkEvents.RecordBytes - IRecordSeal.Size;

    public string Name => "verification";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        using var folder = new Scratch(run);
        await FilledStore.WriteAsync(folder.Path, Events);
        // What the compiler takes in the first openings is no rate of a core.
        foreach (var threads in new[] { 1, 2, 1, 2 }) Open(folder.Path, threads);
        var perCore = new Side("one thread, per CPU second", "events/CPU s", _ => Task.FromResult(Open(folder.Path, 1).PerCpuSecond));
        var one = new Side("one thread", "events/s", _ => Task.FromResult(Open(folder.Path, 1).PerSecond));
        var two = new Side("two threads", "events/s", _ => Task.FromResult(Open(folder.Path, 2).PerSecond));
        var openssl = new Side(
            $"openssl speed, HMAC-SHA256 over {SealedBytes} bytes", "hashes/CPU s", token => OpensslSpeed.HmacRateAsync(SealedBytes, run.RoundTime, token));
        var cipherOnce = new Side("one process", "MB/s", token => OpensslSpeed.CipherRateAsync(1, run.RoundTime, token));
        var cipherTwice = new Side("two processes", "MB/s", token => OpensslSpeed.CipherRateAsync(2, run.RoundTime, token));
        var sides = OpensslSpeed.Missing is null ? new[] { perCore, openssl, one, two, cipherOnce, cipherTwice } : [one, two];
        var rounds = await Rounds.MeasureAsync(run, sides, cancellation);
        const string what = "verification of a store from the page cache when it is opened";
        Row[] againstOpenssl = OpensslSpeed.Missing is null
            ?
            [
                Row.Against($"{what}, per core", rounds.Compare(perCore, openssl), Target.RatioAtLeast(1)),
                Row.Against("openssl speed, AES-128-GCM, two processes", rounds.Compare(cipherTwice, cipherOnce)),
            ]
            : [Row.NotMeasured($"{what}, per core", OpensslSpeed.Missing, Target.RatioAtLeast(1))];
        return
        [
            .. againstOpenssl,
            Environment.ProcessorCount >= 2
                ? Row.Against($"{what}, two threads", rounds.Compare(two, one), Target.RatioAtLeast(1.9))
                : Row.NotMeasured($"{what}, two threads", "there is one core", Target.RatioAtLeast(1.9)),
        ];
    }

    private static (double PerSecond, double PerCpuSecond) Open(string folder, int threads)
    {
        var used = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var store = FileEventStore.Open(
            new EventStoreOptions { Directory = folder, VerifyThreads = threads }, new HmacRecordSeal(BenchmarkEvents.Key), TimeProvider.System);
        var seconds = clock.Elapsed.TotalSeconds;
        var cpuSeconds = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        var sound = store.Recovery is { Events: Events, Violations.Count: 0 };
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return sound ? (Events / seconds, Events / cpuSeconds) : throw new InvalidOperationException("the store is not as it was written");
    }
}
