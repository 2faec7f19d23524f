using System.Diagnostics;
using Lighthouse.Benchmarks.Appending;

namespace Lighthouse.Benchmarks.Verifying;

/// <summary>Reading every event of an opened store back, each verified and parsed again.</summary>
internal sealed class Replay : IBenchmark
{
    private const int Events = 100_000;

    public string Name => "replay";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        using var folder = new Scratch(run);
        await FilledStore.WriteAsync(folder.Path, Events);
        var side = new Side($"replay of {Events:N0} events", "s", async token =>
        {
            await using var store = BenchmarkEvents.Open(folder.Path);
            var clock = Stopwatch.StartNew();
            var read = 0;
            await foreach (var e in store.ReadAsync(0, token))
                read += e.Event.EventType.Length > 0 ? 1 : 0;
            return read == Events ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException($"{read} of {Events} events were read");
        });
        var rounds = await Rounds.MeasureAsync(run, [side], cancellation);
        return [Row.Of($"replay of {Events:N0} events, each verified and parsed", rounds.Median(side), Target.AtMost(new Figure(1, "s")))];
    }
}
