using System.Diagnostics;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;
using Lighthouse.Load.Recording;

namespace Lighthouse.Benchmarks.Push;

/// <summary>
/// Two bridges on one PostgreSQL: from the sending of an event to one of them until a long poll that was held at the other has it. Storing it
/// durably is a part of that time. In turn with it, on the same server: a row that is inserted and told by NOTIFY, until one who listens hears it.
/// </summary>
internal sealed class AcrossInstances : IBenchmark
{
    private const int MessagesPerSecond = 25;
    private const int FewestMessages = 200;
    private const int WarmingUp = 50;
    private const string What = "event sent to one instance, heard by a long poll at another on the same PostgreSQL";
    private static readonly Figure Most = new(50, "ms");

    public string Name => "push-across-instances";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        if (!PostgresCluster.IsAvailable) return [Row.NotMeasured(What, "PostgreSQL is not installed", Target.AtMost(Most))];
        using var cluster = PostgresCluster.Start();
        var shared = BenchmarkBridge.Secrets();
        shared["Bridge__Store__Kind"] = "postgresql";
        shared["Bridge__Store__ConnectionString"] = cluster.ConnectionString;
        await using var here = await BenchmarkBridge.StartAsync(run.Folder, shared, cancellation);
        await using var there = await BenchmarkBridge.StartAsync(run.Folder, shared, cancellation);
        await using var notified = await NotifiedRow.StartAsync(cluster.ConnectionString, cancellation);
        var pair = new Pair((await here.SessionsAsync(1, "system_agent", cancellation))[0], (await there.SessionsAsync(1, "admin", cancellation))[0], notified, new Random(run.Seed));
        await pair.MeasureAsync(WarmingUp, cancellation);
        var (ours, floor) = await pair.MeasureAsync(Math.Max(FewestMessages, (int)(run.Rounds * run.RoundTime.TotalSeconds * MessagesPerSecond)), cancellation);
        return [Compared("p50", 50), Compared("p95", 95, Target.AtMost(Most)), Compared("p99", 99), Compared("slowest", 100)];

        Row Compared(string name, double percent, Target? target = null)
        {
            var (measured, least) = (Of(ours, percent), Of(floor, percent));
            return Row.Against($"{What}, {name}", new Paired(measured, "INSERT and NOTIFY, heard by LISTEN", least, measured.Value / least.Value), target);
        }
    }

    private static Figure Of(LatencyHistogram times, double percent) => new(times.Percentile(percent).TotalMilliseconds, "ms");

    /// <summary>Who waits at one instance, and who stores at the other.</summary>
    private sealed class Pair(BridgeSession waiting, BridgeSession author, NotifiedRow notified, Random pauses)
    {
        public async Task<(LatencyHistogram Ours, LatencyHistogram Floor)> MeasureAsync(int messages, CancellationToken cancellation)
        {
            var (ours, floor) = (new LatencyHistogram(), new LatencyHistogram());
            var since = (await author.StoreEventAsync(new EventDraft("news", new { shared = true }), cancellation)).Sequence;
            for (var i = 0; i < messages; i++)
            {
                var wait = waiting.SendAsync(waiting.Prepare(HttpMethod.Get, $"/event/wait?agent_id={waiting.AgentId}&since_sequence={since}&timeout_seconds=60"), cancellation);
                await PauseAsync(cancellation);
                if (wait.IsCompleted) throw new InvalidOperationException("The wait was not held.");
                var sent = Stopwatch.GetTimestamp();
                var storing = author.StoreEventAsync(new EventDraft("news", new { shared = true, number = i }), cancellation);
                using var heard = await wait;
                ours.Add(Stopwatch.GetElapsedTime(sent));
                heard.EnsureSuccessStatusCode();
                since = (await storing).Sequence;
                await PauseAsync(cancellation);
                floor.Add(await notified.MeasureAsync(cancellation));
            }

            return (ours, floor);
        }

        // Long enough that the wait is held, and no rhythm that the instances' own might keep step with.
        private Task PauseAsync(CancellationToken cancellation) => Task.Delay(TimeSpan.FromMilliseconds(pauses.Next(5, 15)), cancellation);
    }
}
