using Lighthouse.Bridge.Client;
using MathNet.Numerics.Distributions;

namespace Lighthouse.Benchmarks.Push;

/// <summary>
/// Nothing grows with uptime: the same work round after round - sockets that come and go, events, long polls, questions - and after each the heap
/// is collected, so that what is left is alive. Whatever is bounded must be full before it is judged. So ended questions are kept for a second
/// here, not for minutes; and the bridge works with few threads, for each keeps the buffers that it has used, and the runtime left alone adds
/// threads for many rounds. What still grows, by a straight line through the rounds from the sixth on, would grow for ever. Judged is the upper end
/// of the line's 95 % interval. The limit is less than the smallest object of the runtime, 24 bytes, for every third operation of a round.
/// </summary>
internal sealed class MemoryOverRounds : IBenchmark
{
    private const int Rounds = 50;
    private const int Agents = 20;
    private const int SocketsAtOnce = 100;
    private const int Openings = 5;
    private const int Events = 4_000;
    private const int FirstSteady = 6;

    // For 95 % on both sides; the line takes two of the rounds' degrees of freedom.
    private static readonly double Student = StudentT.InvCDF(0, 1, Rounds - FirstSteady + 1 - 2, 0.975);
    private static readonly Figure Most = new(64, "KB");
    private static readonly Dictionary<string, string> FewThreads = new() { ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "0x6" };

    public string Name => "push-memory-over-rounds";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        await using var bridge = await BenchmarkBridge.StartAsync(
            run.Folder, FewThreads, cancellation, "--Bridge:Push:SocketsPerAgent=1000", "--Bridge:ElicitationRetentionSeconds=1");
        var sessions = await bridge.SessionsAsync(Agents, "admin", cancellation);
        var alive = new List<double>();
        for (var round = 1; round <= Rounds; round++)
        {
            await WorkAsync(bridge, sessions, cancellation);
            alive.Add(await bridge.LiveKilobytesAsync(cancellation));
            run.Say($"round {round}: {alive[^1]:N0} KB alive, {bridge.ResidentKilobytes:N0} KB resident, {await bridge.FigureAsync("process_threads", cancellation):N0} threads");
        }

        var (slope, error) = Line(alive[(FirstSteady - 1)..]);
        var what = $"growth of the live heap with each round of the same work, rounds {FirstSteady} to {Rounds}";
        return
        [
            Row.Of(what, new Figure(slope, "KB")),
            Row.Of($"{what}, upper end of the 95 % interval", new Figure(slope + (Student * error), "KB"), Target.AtMost(Most)),
            Row.Of($"live heap after round {Rounds}", new Figure(alive[^1], "KB")),
        ];
    }

    // Least squares: the slope and its standard error.
    private static (double Slope, double Error) Line(List<double> values)
    {
        var (middle, mean) = ((values.Count - 1) / 2.0, values.Average());
        var spread = values.Select((_, at) => (at - middle) * (at - middle)).Sum();
        var slope = values.Select((value, at) => (at - middle) * (value - mean)).Sum() / spread;
        var left = values.Select((value, at) => value - mean - (slope * (at - middle))).Sum(rest => rest * rest);
        return (slope, Math.Sqrt(left / (values.Count - 2) / spread));
    }

    private static async Task WorkAsync(BenchmarkBridge bridge, IReadOnlyList<BridgeSession> sessions, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellation };
        for (var opening = 0; opening < Openings; opening++)
        {
            var sockets = new AgentSocket[SocketsAtOnce];
            await Parallel.ForAsync(0, SocketsAtOnce, options, async (i, token) =>
                sockets[i] = await AgentSocket.OpenAsync(bridge.Port, sessions[i % Agents], _ => { }, token));
            foreach (var socket in sockets) socket.Dispose();
        }

        await Parallel.ForAsync(0, Events, options, async (i, token) =>
        {
            var session = sessions[i % Agents];
            var draft = new EventDraft("news", new { shared = true, text = new string('x', 3_000) });
            using var stored = await session.SendAsync(session.Prepare(HttpMethod.Post, "/event/store", Body(draft)), token);
            using var heard = await session.SendAsync(session.Prepare(HttpMethod.Get, $"/event/wait?agent_id={session.AgentId}&timeout_seconds=0"), token);
        });
        for (var i = 0; i < Agents; i++)
        {
            // Some are over the limit of questions; refusals are a part of the work.
            var ask = new { from_agent = sessions[i].AgentId, to_agent = sessions[(i + 1) % Agents].AgentId, message = "?", schema = new { }, timeout_seconds = 1 };
            using var asked = await sessions[i].SendAsync(sessions[i].Prepare(HttpMethod.Post, "/elicitation/create", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(ask)), cancellation);
        }
    }

    private static byte[] Body(EventDraft draft) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { event_type = draft.EventType, data = draft.Data });
}
