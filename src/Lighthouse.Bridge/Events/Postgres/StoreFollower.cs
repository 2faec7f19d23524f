using System.Diagnostics.CodeAnalysis;
using System.Diagnostics;
using Npgsql;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>
/// Hears on a connection of its own what other instances store, and asks once a second in case something was not heard. After a loss it
/// connects again and catches up. While it is connected it holds this node's name.
/// </summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = PostgresDatabase.WhyStatementsAreSafe)]
internal sealed class StoreFollower(PostgresDatabase database, StoreTail tail, TailReader reader, StoreTrouble trouble, TimeProvider time)
{
    private const string Joined = "joined";
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromMinutes(10);
    private readonly Stopwatch _sincePrune = Stopwatch.StartNew();
    private NpgsqlConnection? _connection;
    private bool _heard;
    private bool _joined;
    private long _counted;
    private long _connects;

    /// <summary>How often it had to connect.</summary>
    public long Connects => Volatile.Read(ref _connects);

    /// <summary>Connects and takes the node's name.</summary>
    /// <exception cref="EventStoreException">Another instance has that name.</exception>
    public async Task ConnectAsync(CancellationToken cancellation)
    {
        var connection = await database.OpenAsync(cancellation);
        try
        {
            if (!await TakeNameAsync(connection, cancellation))
                throw new EventStoreException(
                    EventStoreError.Locked,
                    $"LHB6322: another instance is running under the name '{database.Options.NodeId}'. Give each its own Bridge:Store:NodeId, or leave it away.");
            connection.Notification += (_, news) => Hear(news.Payload);
            await JoinAsync(connection, cancellation);
            (_connection, _heard, _joined) = (connection, true, true);
            Interlocked.Increment(ref _connects);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var pause = FirstPause;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (_connection is null) await ConnectAsync(cancellation);
                await FollowAsync(_connection!, () => pause = FirstPause, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            catch (Exception problem)
            {
                trouble.Down(problem);
                await DisconnectAsync();
                await Task.Delay(pause, time, CancellationToken.None);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }

        await DisconnectAsync();
    }

    private async Task FollowAsync(NpgsqlConnection connection, Action answered, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            _heard = false;
            await AnsweredAsync(connection, reader.CatchUpAsync(connection, cancellation));
            trouble.Up();
            await AnsweredAsync(connection, CountAsync(connection, cancellation));
            answered();
            await PruneAsync(connection, cancellation);
            var asked = Stopwatch.GetTimestamp();
            // Less than a millisecond would count as none, and none as for ever.
            while (!_heard && Tick - Stopwatch.GetElapsedTime(asked) is { TotalMilliseconds: >= 1 } left) await connection.WaitAsync(left, cancellation);
        }
    }

    // The driver's own limit does not hold where connections are still accepted and nobody answers: it then waits for its request to cancel. Such a
    // connection is left to it, and given back when it comes to an end.
    private async Task AnsweredAsync(NpgsqlConnection connection, Task statement)
    {
        try
        {
            await statement.WaitAsync(database.Options.StatementLimit + Grace, time);
        }
        catch (TimeoutException)
        {
            _connection = null;
            _ = GiveBackAsync(connection, statement);
            throw;
        }
    }

    private static async Task GiveBackAsync(NpgsqlConnection connection, Task statement)
    {
        await statement.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync();
    }

    private async Task PruneAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (_sincePrune.Elapsed < PruneEvery) return;
        _sincePrune.Restart();
        // A day more than needed: the clocks of the instances may differ.
        await using var prune = new NpgsqlCommand($"DELETE FROM {database.Schema}.claims WHERE useful_until < $1", connection);
        prune.Parameters.Add(new NpgsqlParameter<long> { TypedValue = time.GetUtcNow().ToUnixTimeSeconds() - 86_400 });
        await prune.ExecuteNonQueryAsync(cancellation);
    }

    // Each instance holds the same shared lock, so that the others can count it; the notification tells them to.
    private async Task JoinAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var channel = "\"" + database.Channel.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        await using var join = new NpgsqlCommand($"LISTEN {channel}; SELECT pg_advisory_lock_shared({database.Crowd}); NOTIFY {channel}, '{Joined}'", connection);
        await join.ExecuteNonQueryAsync(cancellation);
    }

    // Seldom: what others store next waits behind this question.
    private async Task CountAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!_joined && Stopwatch.GetElapsedTime(_counted) < Tick) return;
        (_joined, _counted) = (false, Stopwatch.GetTimestamp());
        await using var count = new NpgsqlCommand(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND mode = 'ShareLock' "
            + "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
            + $"AND ((classid::bigint << 32) | objid::bigint) = {database.Crowd}", connection);
        tail.IsShared = (long)(await count.ExecuteScalarAsync(cancellation))! > 1;
    }

    private void Hear(string payload)
    {
        _heard |= payload != database.Options.NodeId;
        _joined |= payload == Joined;
    }

    private async Task<bool> TakeNameAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"lighthouse-node {database.Options.Schema} {database.Options.NodeId}" });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task DisconnectAsync()
    {
        if (_connection is { } connection) await connection.DisposeAsync();
        _connection = null;
    }
}
