using System.Net;
using System.Net.Sockets;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Benchmarks.Push;

/// <summary>What an agent that waits and hears nothing costs the server: its resident memory with ten thousand held, and with none.</summary>
internal sealed class IdleWaiters : IBenchmark
{
    private const int Count = 10_000;
    private const int Agents = 100;
    private const int AtOnce = 32;
    private static readonly Figure Most = new(12, "KB");

    public string Name => "push-idle-waiters";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        foreach (var (what, settings) in new[] { ("long poll", "bridge_waiting"), ("WebSocket", "bridge_sockets") })
            rows.Add(await MeasureAsync(run, what, settings, cancellation));
        return rows;
    }

    private static async Task<Row> MeasureAsync(BenchmarkRun run, string what, string figure, CancellationToken cancellation)
    {
        await using var bridge = await BenchmarkBridge.StartAsync(
            run.Folder, cancellation, "--Bridge:Push:SocketsPerAgent=10000", "--Bridge:Push:Sockets=20000", "--Bridge:Push:PingSeconds=3600");
        var sessions = await bridge.SessionsAsync(Agents, "system_agent", cancellation);
        // A few of the kind first: what is compiled and made once is no agent's.
        using (var warm = await HoldAsync(bridge, sessions, Agents, figure, cancellation)) run.Say($"{what}: {bridge.ResidentKilobytes:N0} KB with {Agents}");
        await UntilAsync(bridge, figure, 0, cancellation);
        var before = bridge.ResidentKilobytes;
        using var held = await HoldAsync(bridge, sessions, Count, figure, cancellation);
        await Task.Delay(run.RoundTime, cancellation);
        var after = bridge.ResidentKilobytes;
        run.Say($"{what}: {before:N0} KB with none, {after:N0} KB with {Count:N0}");
        return Row.Of($"resident memory for each of {Count:N0} idle agents, {what}", new Figure((after - before) / Count, "KB"), Target.AtMost(Most));
    }

    private static async Task<Held> HoldAsync(BenchmarkBridge bridge, IReadOnlyList<BridgeSession> sessions, int count, string figure, CancellationToken cancellation)
    {
        var held = new Held();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (i, token) =>
        {
            var session = sessions[i % sessions.Count];
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            held.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, bridge.Port, token);
            var wait = session.Prepare(HttpMethod.Get, $"/event/wait?agent_id={session.AgentId}&since_sequence={long.MaxValue}&timeout_seconds=300");
            await socket.SendAsync(figure == "bridge_sockets" ? RawMessages.Opening(session) : RawMessages.Request(wait), token);
        });
        await UntilAsync(bridge, figure, count, cancellation);
        return held;
    }

    private static async Task UntilAsync(BenchmarkBridge bridge, string figure, int count, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(TimeSpan.FromSeconds(120));
        while ((int)await bridge.FigureAsync(figure, bound.Token) != count) await Task.Delay(100, bound.Token);
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
