using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lighthouse.Benchmarks.Running;

namespace Lighthouse.Benchmarks.Push;

/// <summary>
/// What an agent that waits and hears nothing costs the server: its resident memory with ten thousand held, and with none. Beside it stands what
/// Kestrel alone needs to hold the same requests, set up in the same way.
/// </summary>
internal sealed class IdleWaiters : IBenchmark
{
    private const int Count = 10_000;
    private const int Agents = 100;
    private const int AtOnce = 32;
    private static readonly Figure Most = new(12, "KB");

    // An idle bridge looks every 2 s whether it has memory to give back.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(6);

    public string Name => "push-idle-waiters";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        foreach (var (what, figure) in new[] { ("long poll", "bridge_waiting"), ("WebSocket", "bridge_sockets") })
            rows.AddRange(await MeasureAsync(run, what, figure, cancellation));
        return rows;
    }

    private static async Task<IReadOnlyList<Row>> MeasureAsync(BenchmarkRun run, string what, string figure, CancellationToken cancellation)
    {
        await using var bridge = await BenchmarkBridge.StartAsync(
            run.Folder, cancellation, "--Bridge:Push:SocketsPerAgent=10000", "--Bridge:Push:Sockets=20000", "--Bridge:Push:PingSeconds=3600");
        var sessions = await bridge.SessionsAsync(Agents, "system_agent", cancellation);
        var openings = sessions.Select(session => figure == "bridge_sockets" ? RawMessages.Opening(session) : RawMessages.Request(session.Prepare(
            HttpMethod.Get, $"/event/wait?agent_id={session.AgentId}&since_sequence={long.MaxValue}&timeout_seconds=300"))).ToList();
        var ours = await CostAsync(
            run, what, openings, bridge.Port, () => bridge.ResidentKilobytes, async token => (int)await bridge.FigureAsync(figure, token), bridge.TireAsync, cancellation);
        await using var kestrel = ChildProcess.InRole("holding-server");
        var address = new Uri(await kestrel.LineAsync(cancellation));
        using var client = new HttpClient { BaseAddress = address };
        var alone = await CostAsync(
            run, $"{what}, Kestrel alone", openings, address.Port, () => kestrel.ResidentKilobytes,
            async token => int.Parse(await client.GetStringAsync("/held", token), CultureInfo.InvariantCulture), _ => Task.CompletedTask, cancellation);
        return
        [
            Row.Of($"resident memory for each of {Count:N0} idle agents, {what}", new Figure(ours, "KB"), Target.AtMost(Most)),
            Row.Of($"the same held by Kestrel alone, which does nothing with it, {what}", new Figure(alone, "KB")),
        ];
    }

    private static async Task<double> CostAsync(
        BenchmarkRun run, string what, List<byte[]> openings, int port, Func<double> resident, Func<CancellationToken, Task<int>> held,
        Func<CancellationToken, Task> tire, CancellationToken cancellation)
    {
        // A few of the kind first: what is compiled and made once is no agent's.
        using (var warm = await HoldAsync(openings, port, Agents, held, cancellation)) run.Say($"{what}: {resident():N0} KB with {Agents}");
        await UntilAsync(held, 0, cancellation);
        // The garbage of the start is given back before the first reading, or the second would be credited with it.
        await tire(cancellation);
        await Task.Delay(Settles, cancellation);
        var before = resident();
        using var all = await HoldAsync(openings, port, Count, held, cancellation);
        await Task.Delay(Settles, cancellation);
        var after = resident();
        run.Say($"{what}: {before:N0} KB with none, {after:N0} KB with {Count:N0}");
        return (after - before) / Count;
    }

    private static async Task<Held> HoldAsync(List<byte[]> openings, int port, int count, Func<CancellationToken, Task<int>> held, CancellationToken cancellation)
    {
        var sockets = new Held();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (i, token) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, port, token);
            await socket.SendAsync(openings[i % openings.Count], token);
        });
        await UntilAsync(held, count, cancellation);
        return sockets;
    }

    private static async Task UntilAsync(Func<CancellationToken, Task<int>> held, int count, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(TimeSpan.FromSeconds(120));
        while (await held(bound.Token) != count) await Task.Delay(100, bound.Token);
    }

    private sealed class Held : IDisposable
    {
        private readonly List<Socket> _sockets = [];

        public void Add(Socket socket)
        {
            lock (_sockets) _sockets.Add(socket);
        }

        public void Dispose()
        {
            foreach (var socket in _sockets) socket.Dispose();
        }
    }
}
