using System.Globalization;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;

namespace Lighthouse.Benchmarks.Load;

/// <summary>The engine's own noise at 1,000 requests a second, and what a timer of the pool adds in its place.</summary>
internal sealed class Pacing : IBenchmark
{
    private const double PerSecond = 1000;

    public string Name => "load-pacing";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        await using var server = await LoadServer.BareAsync(cancellation);
        var seconds = run.RoundTime.TotalSeconds.ToString("R", CultureInfo.InvariantCulture);
        var engine = new Side("engine", "ms", async token => (await Generated.ByRoleAsync(EngineRole.RoleName, [server.Port, "64", seconds, "1000"], token)).P99);
        var pacer = new Side("pacing thread", "ms", token => PacedAsync(run.RoundTime, token));
        var timer = new Side("PeriodicTimer", "ms", token => TimedAsync(run.RoundTime, token));
        var rounds = await Rounds.MeasureAsync(run, [engine, pacer, timer], cancellation);
        return
        [
            Row.NotMeasured("HTTP engine at 1,000/s, no stall: p99 against wrk2's", "wrk2 is in no package source of this system", Target.RatioAtMost(0.3)),
            Row.Of("HTTP engine at 1,000/s, no stall: p99 from the intended start", rounds.Median(engine)),
            Row.Against("start of a delegate at 1,000/s: p99 of its lateness", rounds.Compare(pacer, timer), Target.RatioAtMost(1)),
        ];
    }

    private static async Task<double> PacedAsync(TimeSpan time, CancellationToken cancellation)
    {
        var result = await LoadRun.OpenAsync(
            OpenModel.ConstantRate(PerSecond, time), (_, _) => Task.FromResult(IterationOutcome.Succeeded), new LoadOptions(), TimeProvider.System, cancellation);
        return result.StartDelay.Percentile(99).TotalMilliseconds;
    }

    private static async Task<double> TimedAsync(TimeSpan time, CancellationToken cancellation)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / PerSecond));
        var late = new List<double>();
        for (var number = 1; clock.Elapsed < time && await timer.WaitForNextTickAsync(cancellation); number++)
            late.Add(Math.Max(0, clock.Elapsed.TotalMilliseconds - number * 1000 / PerSecond));
        late.Sort();
        return late[(int)Math.Ceiling(0.99 * late.Count) - 1];
    }
}
