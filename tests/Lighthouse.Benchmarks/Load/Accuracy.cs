using System.Globalization;

namespace Lighthouse.Benchmarks.Load;

/// <summary>What the engine says of latencies that are known: those of a server with drawn delays, and a stall of one second.</summary>
internal sealed class Accuracy : IBenchmark
{
    public string Name => "load-accuracy";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation) =>
        [.. await DrawnAsync(run, cancellation), .. await StallAsync(run, cancellation)];

    private static async Task<IEnumerable<Row>> DrawnAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        await using var server = await LoadServer.DelayingAsync("drawn", run.Seed, cancellation);
        var measured = await Generated.ByRoleAsync(EngineRole.RoleName, [server.Port, "300", "8", "1000"], cancellation);
        var known = (await server.EndAsync(cancellation)).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        run.Say($"drawn delays: measured {measured.P50:0.00} {measured.P99:0.00} {measured.P999:0.00} ms, known {known[0]:0.00} {known[1]:0.00} {known[2]:0.00} ms");
        return new[] { ("p50", measured.P50, known[0]), ("p99", measured.P99, known[1]), ("p99.9", measured.P999, known[2]) }.Select(at =>
            Row.Of($"error of {at.Item1} against a server that knows its delays, 1,000/s", new Figure(Math.Abs(at.Item2 / at.Item3 - 1) * 100, "%"), Target.AtMost(new Figure(2, "%"))));
    }

    private static async Task<IEnumerable<Row>> StallAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        await using var server = await LoadServer.DelayingAsync("stall", run.Seed, cancellation);
        var measured = await Generated.ByRoleAsync(EngineRole.RoleName, [server.Port, "64", "10", "1000"], cancellation);
        run.Say($"stall: {measured}");
        return
        [
            Row.Of("a stall of 1 s in 10 s at 1,000/s: p99 where 900 ms is true", new Figure(measured.P99, "ms"), Target.AtLeast(new Figure(880, "ms"))),
            Row.Of("its maximum where 1,000 ms is true", new Figure(measured.Maximum, "ms"), Target.AtLeast(new Figure(980, "ms"))),
        ];
    }
}
