using Lighthouse.Bridge.Events;

namespace Lighthouse.Benchmarks.Appending;

/// <summary>One durable append at a time against fio's write + fdatasync of the same size.</summary>
internal sealed class AppendSingle : IBenchmark
{
    public string Name => "append-single";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        const string what = "one durable append at a time in process, 512-byte events";
        if (Fio.Missing is { } missing)
            return [Row.NotMeasured(what, missing, Target.RatioAtLeast(0.9))];
        using var folder = new Scratch(run);
        var store = new Side("event store", "events/s", _ => StoreAsync(run));
        var laidOut = new Side("fio write + fdatasync over a file laid out before", "writes/s", token => Fio.RateAsync(folder.Path, true, run.RoundTime, token));
        var growing = new Side("fio write + fdatasync, growing file", "writes/s", token => Fio.RateAsync(folder.Path, false, run.RoundTime, token));
        var rounds = await Rounds.MeasureAsync(run, [store, laidOut, growing], cancellation);
        return
        [
            Row.Against(what, rounds.Compare(store, laidOut), Target.RatioAtLeast(0.9)),
            Row.Against(what, rounds.Compare(store, growing), Target.RatioAtLeast(0.9)),
        ];
    }

    private static async Task<double> StoreAsync(BenchmarkRun run)
    {
        using var folder = new Scratch(run);
        await using var store = BenchmarkEvents.Open(folder.Path);
        await store.AppendAsync([BenchmarkEvents.Event], CancellationToken.None);
        await Task.Delay(200);
        IReadOnlyList<NewEvent> append = [BenchmarkEvents.Event];
        return await Producers.RateAsync(1, run.RoundTime, _ => store.AppendAsync(append, CancellationToken.None));
    }
}
