using System.Diagnostics;
using Npgsql;

namespace Lighthouse.Benchmarks.Push;

/// <summary>The least that news from one program to another through PostgreSQL can be: a row and its NOTIFY in one durable statement, and a LISTEN.</summary>
internal sealed class NotifiedRow : IAsyncDisposable
{
    private readonly NpgsqlConnection _listener;
    private readonly NpgsqlConnection _author;

    private NotifiedRow(NpgsqlConnection listener, NpgsqlConnection author) => (_listener, _author) = (listener, author);

    public static async Task<NotifiedRow> StartAsync(string connectionString, CancellationToken cancellation)
    {
        var pair = new NotifiedRow(new NpgsqlConnection(connectionString), new NpgsqlConnection(connectionString));
        await pair._listener.OpenAsync(cancellation);
        await pair._author.OpenAsync(cancellation);
        await ExecuteAsync(pair._author, "CREATE TABLE IF NOT EXISTS notified_rows (sequence BIGSERIAL PRIMARY KEY, payload BYTEA NOT NULL)", cancellation);
        await ExecuteAsync(pair._listener, "LISTEN notified_rows", cancellation);
        return pair;
    }

    /// <summary>From sending the statement until the listener has the notification.</summary>
    public async Task<TimeSpan> MeasureAsync(CancellationToken cancellation)
    {
        var heard = _listener.WaitAsync(cancellation);
        var sent = Stopwatch.GetTimestamp();
        await using var insert = new NpgsqlCommand("WITH added AS (INSERT INTO notified_rows (payload) VALUES ($1)) SELECT pg_notify('notified_rows', '')", _author);
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = new byte[512] });
        var inserted = insert.ExecuteNonQueryAsync(cancellation);
        await heard;
        var time = Stopwatch.GetElapsedTime(sent);
        await inserted;
        return time;
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _author.DisposeAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
