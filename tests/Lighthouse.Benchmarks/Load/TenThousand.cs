using System.Globalization;

namespace Lighthouse.Benchmarks.Load;

/// <summary>Ten thousand connections: the closed loop's rate against wrk's, and an open rate with what it needs of memory.</summary>
internal sealed class TenThousand : IBenchmark
{
    private const int Connections = 10_000;
    private const double Asked = 20_000;

    public string Name => "load-http-10000";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        const string closed = "HTTP engine, 10,000 connections, closed loop: rate";
        await using var server = await LoadServer.BareAsync(cancellation);
        var rows = new List<Row>();
        if (Wrk.Missing is { } missing)
            rows.Add(Row.NotMeasured(closed, missing, Target.RatioAtLeast(1)));
        else
        {
            var engine = new Side("engine", "requests/s", async token => (await EngineAsync(server, run, 0, token)).Rate);
            var wrk = new Side("wrk -t1", "requests/s", async token => (await Wrk.RunAsync(server.Address, Connections, run.RoundTime, token)).Rate);
            rows.Add(Row.Against(closed, (await Rounds.MeasureAsync(run, [engine, wrk], cancellation)).Compare(engine, wrk), Target.RatioAtLeast(1)));
        }

        var open = await EngineAsync(server, run, Asked, cancellation);
        run.Say($"open: {open}");
        rows.Add(Row.Of("HTTP engine, 10,000 connections, 20,000 requests/s asked: answered within the run and its end", new Figure(open.Rate, "requests/s"), Target.AtLeast(new Figure(0.99 * Asked, "requests/s"))));
        rows.Add(Row.Of("its p99 from the intended start", new Figure(open.P99, "ms")));
        rows.Add(Row.Of("its peak memory, whole process", new Figure(open.PeakMegabytes, "MB"), Target.AtMost(new Figure(120, "MB"))));
        return rows;
    }

    private static Task<Generated> EngineAsync(LoadServer server, BenchmarkRun run, double rate, CancellationToken cancellation) => Generated.ByRoleAsync(
        EngineRole.RoleName,
        [server.Port, Connections.ToString(CultureInfo.InvariantCulture), run.RoundTime.TotalSeconds.ToString("R", CultureInfo.InvariantCulture), rate.ToString("R", CultureInfo.InvariantCulture)],
        cancellation);
}
