using System.Diagnostics;
using System.Text.Json;
using Lighthouse.Benchmarks.Appending;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Postgres;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Benchmarks.Postgres;

/// <summary>
/// The store in PostgreSQL against plain inserts of many rows in one statement, on the same server, each committed durably. The plain
/// rows are the bare payloads: no chain, no head, no notification. They are inserted in whole batches by one that waits
/// for nobody; and for as many producers as the store has, as many at once as wait.
/// </summary>
internal sealed class PostgresAppend : IBenchmark
{
    private const int PayloadBytes = 512;
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public string Name => "postgres-append";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var target = Target.RatioAtLeast(0.9);
        if (!PostgresCluster.IsAvailable) return [Row.NotMeasured("PostgreSQL store, appends", "PostgreSQL is not installed", target)];
        using var cluster = PostgresCluster.Start();
        var rows = new List<Row>();
        foreach (var (producers, perAppend) in new[] { (64, 1), (256, 1), (1_024, 1), (2, 256) })
        {
            var size = producers * perAppend;
            await using var store = PostgresEventStore.Open(
                new PostgresStoreOptions { ConnectionString = cluster.ConnectionString, Schema = cluster.FreshSchema(), NodeId = "benchmark" },
                new HmacRecordSeal("a key for measuring, long enough"), TimeProvider.System);
            var ours = new Side($"store, {producers} producers of {perAppend}", "events/s", token => AppendAsync(store, producers, perAppend, run.RoundTime, token));
            var batch = perAppend == 1 ? size : perAppend;
            var plain = new Side($"plain inserts of {batch}", "events/s", _ => InsertAsync(cluster, batch, run.RoundTime));
            var grouped = new Side($"plain inserts for {producers} producers", "events/s", _ => GroupAsync(cluster, producers, perAppend, run.RoundTime));
            var rounds = await Rounds.MeasureAsync(run, [ours, plain, grouped], cancellation);
            rows.AddRange(new[] { plain, grouped }.Select(peer => Row.Against(
                $"PostgreSQL store: {producers} producers, {perAppend} events of {PayloadBytes} bytes an append", rounds.Compare(ours, peer), target)));
        }

        return rows;
    }

    private static async Task<double> AppendAsync(PostgresEventStore store, int producers, int perAppend, TimeSpan time, CancellationToken cancellation)
    {
        var events = Enumerable.Repeat(Event(), perAppend).ToArray();
        return perAppend * await Producers.RateAsync(producers, time, _ => store.AppendAsync(events, cancellation));
    }

    private static async Task<double> GroupAsync(PostgresCluster cluster, int producers, int perAppend, TimeSpan time)
    {
        using var plain = new PlainRows(cluster);
        using var group = new GroupLoop(plain.Insert);
        return perAppend * await Producers.RateAsync(
            producers, time, _ => Task.WhenAll(Enumerable.Range(0, perAppend).Select(_ => group.AppendAsync(new byte[PayloadBytes]))));
    }

    private static Task<double> InsertAsync(PostgresCluster cluster, int batch, TimeSpan time) => Task.Run(() =>
    {
        using var plain = new PlainRows(cluster);
        var begun = Stopwatch.GetTimestamp();
        var inserted = 0L;
        for (; Stopwatch.GetElapsedTime(begun) < time; inserted += batch)
            plain.Insert([.. Enumerable.Range(0, batch).Select(_ => new byte[PayloadBytes])]);
        return inserted / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    });

    // The payload also names its node and fields: the text fills it up to its size.
    private static NewEvent Event() => new(
        "measured", "benchmark", "agent", "benchmark", "agent", JsonSerializer.SerializeToElement(new { text = new string('x', PayloadBytes - 163) }), Nothing);
}
