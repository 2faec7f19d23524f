using Lighthouse.Bridge.Tests.Running;
using Npgsql;
using NpgsqlTypes;

namespace Lighthouse.Benchmarks.Postgres;

/// <summary>A table of bare payloads, into which many go with one statement, which commits them.</summary>
internal sealed class PlainRows : IDisposable
{
    private readonly PostgresCluster cluster;
    private readonly string table;
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;
    private readonly NpgsqlParameter<long> first = new() { TypedValue = 0 };
    private readonly NpgsqlParameter records = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea, Value = Array.Empty<byte[]>() };

    public PlainRows(PostgresCluster cluster)
    {
        this.cluster = cluster;
        table = "plain_" + cluster.FreshSchema();
        cluster.Execute($"CREATE TABLE {table} (sequence bigint PRIMARY KEY, record bytea NOT NULL)");
        connection = new NpgsqlConnection(cluster.ConnectionString);
        connection.Open();
        command = new NpgsqlCommand($"INSERT INTO {table} SELECT $1 + place, record FROM unnest($2) WITH ORDINALITY AS added(record, place)", connection);
        command.Parameters.AddRange(new[] { first, records });
        command.Prepare();
    }

    public void Insert(IReadOnlyList<byte[]> payloads)
    {
        records.Value = payloads as byte[][] ?? [.. payloads];
        command.ExecuteNonQuery();
        first.TypedValue += payloads.Count;
    }

    public void Dispose()
    {
        command.Dispose();
        connection.Dispose();
        cluster.Execute($"DROP TABLE {table}");
    }
}
