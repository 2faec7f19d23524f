using System.Diagnostics;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Load.Recording;

namespace Lighthouse.Benchmarks.Push;

/// <summary>
/// From asking until the answer is pushed to the asker, while so many agents are connected: create, push of the question, signed answer, push of
/// the end; two durable events each. The limits of elicitations per agent hold: every agent asks at most three times.
/// </summary>
internal sealed class ElicitationRoundTrips : IBenchmark
{
    private const int AtOnce = 64;
    private const int Burst = 3;
    private const int MostTrips = 6_000;
    private static readonly int[] Sizes = [500, 2_000, 10_000];
    private static readonly Figure Most = new(300, "ms");
    private static readonly object Schema = new { type = "object", required = new[] { "go" }, properties = new { go = new { type = "boolean" } } };

    public string Name => "push-elicitations";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        foreach (var size in Sizes)
        {
            await using var bridge = await BenchmarkBridge.StartAsync(run.Folder, cancellation, "--Bridge:Push:Sockets=20000", "--Bridge:Push:PingSeconds=3600");
            var sessions = await bridge.SessionsAsync(size, "agent", cancellation);
            run.Say($"{size:N0} sessions");
            rows.AddRange(await new Crowd(bridge, sessions).MeasureAsync(size, cancellation));
        }

        return rows;
    }

    /// <summary>Agents that ask their neighbours and answer at once when asked.</summary>
    private sealed class Crowd(BenchmarkBridge bridge, IReadOnlyList<BridgeSession> sessions)
    {
        private readonly LatencyHistogram _latencies = new();
        private readonly TaskCompletionSource[] _answered = new TaskCompletionSource[sessions.Count];
        private int _refused;

        public async Task<IReadOnlyList<Row>> MeasureAsync(int size, CancellationToken cancellation)
        {
            var sockets = new AgentSocket[size];
            await Parallel.ForAsync(0, size, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellation }, async (i, token) =>
                sockets[i] = await AgentSocket.OpenAsync(bridge.Port, sessions[i], message => Heard(i, message), token));
            var trips = Math.Min(MostTrips, Burst * size);
            var started = Stopwatch.GetTimestamp();
            await Parallel.ForAsync(0, trips, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (trip, token) =>
            {
                var (asker, asked) = (trip % size, (trip + 1) % size);
                var begun = Stopwatch.GetTimestamp();
                _answered[asker] = new(TaskCreationOptions.RunContinuationsAsynchronously);
                await sessions[asker].CreateElicitationAsync(sessions[asked].AgentId, "Go?", Schema, cancellation: token);
                await _answered[asker].Task.WaitAsync(TimeSpan.FromSeconds(60), token);
                _latencies.Add(Stopwatch.GetElapsedTime(begun));
            });
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            foreach (var socket in sockets) socket.Dispose();
            if (_refused > 0) throw new InvalidOperationException($"{_refused} answers were refused.");
            return
            [
                Row.Of($"elicitation round trips, {size:N0} connected, {AtOnce} at once", new Figure(trips / seconds, "trips/s")),
                Row.Of($"their p99", new Figure(_latencies.Percentile(99).TotalMilliseconds, "ms"), Target.AtMost(Most)),
            ];
        }

        private void Heard(int agent, JsonElement message)
        {
            var type = message.GetProperty("type").GetString();
            if (type == "elicitation_ended") _answered[agent].TrySetResult();
            else if (type == "elicitation") _ = AnswerAsync(agent, message.GetProperty("elicitation"));
        }

        private async Task AnswerAsync(int agent, JsonElement question)
        {
            var (id, nonce) = (question.GetProperty("id").GetString()!, question.GetProperty("nonce").GetString()!);
            using var answer = await sessions[agent].SendAsync(sessions[agent].PrepareResponse(id, nonce, ResponseType.Accept, new { go = true }));
            if (!answer.IsSuccessStatusCode) Interlocked.Increment(ref _refused);
        }
    }
}
