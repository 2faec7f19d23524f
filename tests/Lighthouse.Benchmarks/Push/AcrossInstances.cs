using System.Diagnostics;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;
using Lighthouse.Load.Recording;

namespace Lighthouse.Benchmarks.Push;

/// <summary>
/// Two bridges on one PostgreSQL: from the sending of an event to one of them until a long poll that was held at the other has it. Storing it
/// durably is a part of that time.
/// </summary>
internal sealed class AcrossInstances : IBenchmark
{
    private const int MessagesPerSecond = 50;
    private static readonly Figure Most = new(50, "ms");

    public string Name => "push-across-instances";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        const string what = "event stored at one instance, heard by a long poll at another on the same PostgreSQL";
        if (!PostgresCluster.IsAvailable) return [Row.NotMeasured(what, "PostgreSQL is not installed", Target.AtMost(Most))];
        using var cluster = PostgresCluster.Start();
        var shared = BenchmarkBridge.Secrets();
        shared["Bridge__Store__Kind"] = "postgresql";
        shared["Bridge__Store__ConnectionString"] = cluster.ConnectionString;
        await using var here = await BenchmarkBridge.StartAsync(run.Folder, shared, cancellation);
        await using var there = await BenchmarkBridge.StartAsync(run.Folder, shared, cancellation);
        var waiting = (await here.SessionsAsync(1, "system_agent", cancellation))[0];
        var author = (await there.SessionsAsync(1, "admin", cancellation))[0];
        await MeasureAsync(waiting, author, MessagesPerSecond, run, cancellation);
        var times = await MeasureAsync(waiting, author, Math.Max(MessagesPerSecond, (int)(run.Rounds * run.RoundTime.TotalSeconds * MessagesPerSecond)), run, cancellation);
        return
        [
            Row.Of($"{what}, p50", Of(times, 50)), Row.Of($"{what}, p95", Of(times, 95)),
            Row.Of($"{what}, p99", Of(times, 99), Target.AtMost(Most)), Row.Of($"{what}, slowest", Of(times, 100)),
        ];
    }

    private static Figure Of(LatencyHistogram times, double percent) => new(times.Percentile(percent).TotalMilliseconds, "ms");

    private static async Task<LatencyHistogram> MeasureAsync(BridgeSession waiting, BridgeSession author, int messages, BenchmarkRun run, CancellationToken cancellation)
    {
        var times = new LatencyHistogram();
        var pauses = new Random(run.Seed);
        var since = (await author.StoreEventAsync(new EventDraft("news", new { shared = true }), cancellation)).Sequence;
        for (var i = 0; i < messages; i++)
        {
            var wait = waiting.SendAsync(waiting.Prepare(HttpMethod.Get, $"/event/wait?agent_id={waiting.AgentId}&since_sequence={since}&timeout_seconds=60"), cancellation);
            // Long enough that it is held, and no rhythm that the instances' own might keep step with.
            await Task.Delay(TimeSpan.FromMilliseconds(pauses.Next(10, 30)), cancellation);
            if (wait.IsCompleted) throw new InvalidOperationException("The wait was not held.");
            var sent = Stopwatch.GetTimestamp();
            var storing = author.StoreEventAsync(new EventDraft("news", new { shared = true, number = i }), cancellation);
            using var heard = await wait;
            times.Add(Stopwatch.GetElapsedTime(sent));
            heard.EnsureSuccessStatusCode();
            since = (await storing).Sequence;
        }

        return times;
    }
}
