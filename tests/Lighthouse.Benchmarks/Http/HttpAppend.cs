using System.Globalization;
using Lighthouse.Benchmarks.Appending;
using Lighthouse.Benchmarks.Load;
using Lighthouse.Benchmarks.Running;

namespace Lighthouse.Benchmarks.Http;

/// <summary>
/// Durable, authenticated appends over HTTP against an endpoint of the same server that does nothing. The rate limits are on: the
/// requests come from so many agents of role admin (10,000 a minute each) that none of them meets its own.
/// </summary>
internal abstract class HttpAppend(int connections, Target? rate, Target? tail) : IBenchmark
{
    private const int Agents = 400;

    // What runs for the first seconds is code that is not yet compiled as it will be.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    public string Name => $"http-append-{connections}";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        using var folder = new Scratch(run);
        await using var bridge = await BridgeUnderLoad.StartAsync(Path.Combine(folder.Path, "data"), cancellation);
        await using var bare = ChildProcess.InRole(BareServerRole.RoleName);
        var barePort = new Uri(await bare.LineAsync(cancellation)).Port;
        var sessions = await bridge.SessionsAsync(Agents, "admin", cancellation);
        var requests = Path.Combine(folder.Path, "requests");
        PreparedRequests.Write(requests, sessions.Select(session => new PreparedRequests.Posted("/event/store", session.Token, session.UserAgent, Body(session.AgentId))));

        await LoadAsync(bridge.Client.Address.Port, requests, WarmUp, cancellation);
        var p99 = new List<double>();
        var ours = new Side($"bridge, {connections} connections", "appends/s", async token =>
        {
            var generated = await LoadAsync(bridge.Client.Address.Port, requests, run.RoundTime, token);
            p99.Add(generated.P99);
            return generated.Rate;
        });
        var peer = new Side("bare Kestrel endpoint", "requests/s", async token => (await LoadAsync(barePort, requests, run.RoundTime, token)).Rate);
        var rounds = await Rounds.MeasureAsync(run, [ours, peer], cancellation);
        var what = $"durable authenticated append over HTTP, {connections} connections";
        return
        [
            Row.Against(what, rounds.Compare(ours, peer)),
            Row.Of(what, rounds.Median(ours), rate),
            Row.Of($"{what}, p99", new Figure(p99.Skip(1).Order().ElementAt((p99.Count - 1) / 2), "ms"), tail),
        ];
    }

    private static string Body(string agent) =>
        $$$"""{"event_type":"benchmark_event","aggregate_id":"aggregate-1","aggregate_type":"benchmark","agent_id":"{{{agent}}}","data":{"number":123456,"text":"{{{new string('x', BenchmarkEvents.PayloadBytes - 215)}}}"},"metadata":{}}""";

    private Task<Generated> LoadAsync(int port, string requests, TimeSpan time, CancellationToken cancellation) => Generated.ByRoleAsync(
        EngineRole.RoleName,
        [.. new object[] { port, connections, time.TotalSeconds, 0, requests }.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!)],
        cancellation);
}

internal sealed class HttpAppend1() : HttpAppend(1, null, Target.AtMost(new Figure(10, "ms")));

internal sealed class HttpAppend64() : HttpAppend(64, Target.AtLeast(new Figure(25_000, "appends/s")), Target.AtMost(new Figure(10, "ms")));

internal sealed class HttpAppend256() : HttpAppend(256, null, null);
