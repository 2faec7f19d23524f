using System.Diagnostics;
using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Postgres;
using Lighthouse.Bridge.Tests.Running;
using Npgsql;
using NpgsqlTypes;

namespace Lighthouse.Benchmarks.Postgres;

/// <summary>
/// The store in PostgreSQL against plain inserts of as many rows in one statement, on the same server, each committed durably. The plain
/// rows are the bare payloads: no chain, no head, no notification.
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
            var plain = new Side($"plain inserts of {batch}", "events/s", token => InsertAsync(cluster, batch, run.RoundTime, token));
            var rounds = await Rounds.MeasureAsync(run, [ours, plain], cancellation);
            rows.Add(Row.Against($"PostgreSQL store: {producers} producers, {perAppend} events of {PayloadBytes} bytes an append", rounds.Compare(ours, plain), target));
        }

        return rows;
    }

    private static async Task<double> AppendAsync(PostgresEventStore store, int producers, int perAppend, TimeSpan time, CancellationToken cancellation)
    {
        var events = Enumerable.Repeat(Event(), perAppend).ToArray();
        var begun = Stopwatch.GetTimestamp();
        var stored = await Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(async () =>
        {
            var mine = 0;
            for (; Stopwatch.GetElapsedTime(begun) < time; mine += perAppend) await store.AppendAsync(events, cancellation);
            return mine;
        }, cancellation)));
        return stored.Sum() / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<double> InsertAsync(PostgresCluster cluster, int batch, TimeSpan time, CancellationToken cancellation)
    {
        var table = "plain_" + cluster.FreshSchema();
        cluster.Execute($"CREATE TABLE {table} (sequence bigint PRIMARY KEY, record bytea NOT NULL)");
        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand($"INSERT INTO {table} SELECT $1 + place, record FROM unnest($2) WITH ORDINALITY AS added(record, place)", connection);
        var first = new NpgsqlParameter<long> { TypedValue = 0 };
        var records = new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea, Value = Array.Empty<byte[]>() };
        command.Parameters.AddRange(new[] { first, records });
        await command.PrepareAsync(cancellation);
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < time)
        {
            records.Value = Enumerable.Range(0, batch).Select(_ => new byte[PayloadBytes]).ToArray();
            await command.ExecuteNonQueryAsync(cancellation);
            first.TypedValue += batch;
        }

        var rate = first.TypedValue / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        cluster.Execute($"DROP TABLE {table}");
        return rate;
    }

    // The payload also names its node and fields: the text fills it up to its size.
    private static NewEvent Event() => new(
        "measured", "benchmark", "agent", "benchmark", "agent", JsonSerializer.SerializeToElement(new { text = new string('x', PayloadBytes - 163) }), Nothing);
}
