using Npgsql;

namespace Lighthouse.Benchmarks.Appending;

/// <summary>Plain rows in PostgreSQL, each inserted and committed by itself over a pool of connections.</summary>
internal sealed class PostgresRows : IAsyncDisposable
{
    // More connections than this are slower, not faster, on few cores.
    private const int Connections = 32;
    private readonly NpgsqlDataSource _source;

    private PostgresRows(NpgsqlDataSource source) => _source = source;

    public static async Task<PostgresRows> CreateAsync(string connectionString)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = Connections, MaxAutoPrepare = 4, AutoPrepareMinUsages = 1 });
        await using var create = source.CreateCommand("CREATE TABLE IF NOT EXISTS benchmark_rows (sequence BIGSERIAL PRIMARY KEY, payload BYTEA NOT NULL)");
        await create.ExecuteNonQueryAsync();
        return new PostgresRows(source);
    }

    public async Task AppendAsync(byte[] payload)
    {
        await using var insert = _source.CreateCommand("INSERT INTO benchmark_rows (payload) VALUES ($1)");
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = payload });
        await insert.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await using (var drop = _source.CreateCommand("DROP TABLE benchmark_rows"))
            await drop.ExecuteNonQueryAsync();
        await _source.DisposeAsync();
    }
}
