using System.Diagnostics;
using Lighthouse.Load.Recording;

namespace Lighthouse.Benchmarks.Load;

/// <summary>What recording one time costs.</summary>
internal sealed class Recording : IBenchmark
{
    private const int Samples = 2_000_000;

    public string Name => "load-recording";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var random = new Random(run.Seed);
        var times = Enumerable.Range(0, 4096).Select(_ => TimeSpan.FromTicks((long)Math.Exp(random.NextDouble() * 17))).ToArray();
        var one = new Side("one thread", "ns", _ => Task.FromResult(PerSample(new LatencyHistogram(), times)));
        var two = new Side("two threads at once", "ns", async _ =>
        {
            var shared = new LatencyHistogram();
            var each = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => PerSample(shared, times))));
            return each.Max();
        });
        var rounds = await Rounds.MeasureAsync(run, [one, two], cancellation);
        return
        [
            Row.Of("recording a time in a shared histogram, one thread", rounds.Median(one), Target.AtMost(new Figure(50, "ns"))),
            Row.Of("the same, two threads into the same one, each sample", rounds.Median(two)),
        ];
    }

    private static double PerSample(LatencyHistogram histogram, TimeSpan[] times)
    {
        var start = Stopwatch.GetTimestamp();
        for (var sample = 0; sample < Samples; sample++)
            histogram.Add(times[sample & 4095]);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Samples;
    }
}
