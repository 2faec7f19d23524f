using Lighthouse.Bridge.Client;

namespace Lighthouse.Benchmarks.Push;

/// <summary>
/// Nothing grows with uptime: the same work round after round - sockets that come and go, events, long polls, questions - and the resident memory
/// after the last round against that after the second, when every bounded buffer is full. The runtime's nursery is kept small, so that it is not
/// the garbage that is measured.
/// </summary>
internal sealed class MemoryOverRounds : IBenchmark
{
    private const int Rounds = 8;
    private const int Agents = 20;
    private const int SocketsAtOnce = 100;
    private const int Openings = 5;
    private const int Events = 4_000;
    private const double Most = 1.1;
    private static readonly Dictionary<string, string> SmallNursery = new() { ["DOTNET_gcServer"] = "0", ["DOTNET_GCgen0size"] = "400000" };

    public string Name => "push-memory-over-rounds";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        await using var bridge = await BenchmarkBridge.StartAsync(run.Folder, SmallNursery, cancellation, "--Bridge:Push:SocketsPerAgent=1000");
        var sessions = await bridge.SessionsAsync(Agents, "admin", cancellation);
        var after = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await WorkAsync(bridge, sessions, cancellation);
            after.Add(bridge.ResidentKilobytes);
            run.Say($"round {round + 1}: {after[^1]:N0} KB");
        }

        return
        [
            Row.Of($"resident memory after round {Rounds} of the same work, against round 2", new Figure(after[^1] / after[1], "times"), Target.AtMost(new Figure(Most, "times"))),
        ];
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
