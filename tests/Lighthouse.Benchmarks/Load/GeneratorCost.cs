using System.Globalization;

namespace Lighthouse.Benchmarks.Load;

/// <summary>What a request costs the raw engine, its latencies recorded, against wrk with one thread and a plain HttpClient loop.</summary>
internal abstract class GeneratorCost(int connections) : IBenchmark
{
    private const string Unit = "CPU s/100k";

    public string Name => $"load-http-{connections.ToString(CultureInfo.InvariantCulture)}";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var what = $"HTTP engine, {connections:N0} connections, closed loop, recording on: generator CPU";
        await using var server = await LoadServer.BareAsync(cancellation);
        string[] arguments = [server.Port, connections.ToString(CultureInfo.InvariantCulture), run.RoundTime.TotalSeconds.ToString("R", CultureInfo.InvariantCulture), "0"];
        var engine = new Side("engine", Unit, async token => (await Generated.ByRoleAsync(EngineRole.RoleName, arguments, token)).CpuPer100k);
        var client = new Side("HttpClient loop", Unit, async token => (await Generated.ByRoleAsync(HttpClientRole.RoleName, arguments, token)).CpuPer100k);
        var wrk = new Side("wrk -t1", Unit, async token => (await Wrk.RunAsync(server.Address, connections, run.RoundTime, token)).CpuPer100k);
        var rounds = await Rounds.MeasureAsync(run, Wrk.Missing is null ? [engine, wrk, client] : [engine, client], cancellation);
        return
        [
            Wrk.Missing is { } missing
                ? Row.NotMeasured(what, missing, Target.RatioAtMost(1))
                : Row.Against(what, rounds.Compare(engine, wrk), Target.RatioAtMost(1)),
            Row.Against(what, rounds.Compare(engine, client), Target.RatioAtMost(0.55)),
        ];
    }
}

internal sealed class GeneratorCost64() : GeneratorCost(64);

internal sealed class GeneratorCost1000() : GeneratorCost(1000);
