using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Lighthouse.Bridge.Events.Records;
using Npgsql;
using NpgsqlTypes;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>
/// Stores groups of appends on a connection of its own. As long as nobody else stores, a group is one round trip; otherwise the head row
/// is locked first. After a lost connection the same bytes are tried again at the same place: whichever of the two attempts the database
/// took, the other one finds the head moved, so that nothing is stored twice.
/// </summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = PostgresDatabase.WhyStatementsAreSafe)]
internal sealed class GroupWriter(
    PostgresDatabase database, StoreTail tail, TailReader reader, StoreTrouble trouble, IRecordSeal seal, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private readonly StoreFigures _figures = new();
    private NpgsqlConnection? _connection;
    private GroupStatement? _statement;

    public StoreFigures Figures => _figures;

    /// <summary>Stores a group; each of its appends is answered when this returns.</summary>
    public void Commit(AppendGroup group)
    {
        tail.Begin();
        try
        {
            Store(group);
        }
        catch (EventStoreException cause)
        {
            trouble.Failed(cause);
            group.Fail(cause);
        }
        catch (Exception cause)
        {
            var problem = NotStored(cause);
            trouble.Failed(problem);
            group.Fail(problem);
        }
        finally
        {
            tail.End();
        }
    }

    public void Dispose() => Disconnect();

    private void Store(AppendGroup group)
    {
        var attempt = new Attempt();
        while (!group.IsEmpty)
        {
            try
            {
                if (!TryStore(group, attempt)) continue;
                trouble.Stored();
                _figures.Stored(group.Sizes.Count);
                tail.Publish(group.To, group.Events);
                break;
            }
            catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation && taken.TableName == "claims")
            {
                _figures.Conflicted();
                if (!group.Refuse(Taken(group.Claims))) throw;
                // Nothing is in doubt: an attempt that was lost before has the same claims, and fails as this one did.
                (attempt.IsBuilt, attempt.IsSent) = (false, false);
            }
            catch (Exception lost) when (PostgresDatabase.IsLoss(lost))
            {
                Disconnect();
                if (!attempt.IsSent || Stopwatch.GetElapsedTime(attempt.Begun) > database.Options.DoubtLimit) throw Lost(attempt, lost);
                // A moment for the server; one that does not come back costs no more than the limit.
                Thread.Sleep(attempt.NextPause());
            }
        }

        group.Complete();
    }

    private bool TryStore(AppendGroup group, Attempt attempt)
    {
        Connect();
        if (attempt is { IsSent: false } && tail.IsOwn)
        {
            Build(group, attempt, tail.Known);
            attempt.IsSent = true;
            var stored = _statement!.Execute(group, tail.IsShared);
            // The answer came: nothing is in doubt, whatever it is.
            attempt.IsSent = false;
            if (stored) return true;
            attempt.IsBuilt = false;
        }

        return StoreLocked(group, attempt);
    }

    private bool StoreLocked(AppendGroup group, Attempt attempt)
    {
        _figures.Contended();
        CatchUp();
        using var transaction = _connection!.BeginTransaction();
        // Waits for whoever is storing, a lost attempt of this one's included.
        FoundHead.Read(_connection, database.Schema, seal, forUpdate: true);
        if (attempt.IsSent && IsStored(group)) return true;
        // Nothing of the group is stored, nor can be by anybody else now: rows of this instance's own are of groups that were given up.
        tail.Aside(CatchUp);
        if (trouble.Refusal is { } refusal) throw new EventStoreException(EventStoreError.NotWritable, refusal);
        // Moved on without the group: whatever became of the lost attempt, it can no longer succeed.
        if (attempt.IsBuilt && tail.Known != group.From) attempt.IsBuilt = false;
        Build(group, attempt, tail.Known);
        attempt.IsSent = true;
        if (!_statement!.Execute(group, tail.IsShared))
            throw new EventStoreException(
                EventStoreError.NotWritable, "LHB6336: the head row is not what is known of it though it is locked. Start an instance anew: it says what is lost.");
        transaction.Commit();
        attempt.IsSent = false;
        return true;
    }

    private void CatchUp() => reader.CatchUpAsync(_connection!, CancellationToken.None).GetAwaiter().GetResult();

    private void Build(AppendGroup group, Attempt attempt, StoreHead head)
    {
        if (attempt.IsBuilt) return;
        if (!group.IsSealedFor(head))
        {
            group.Begin(head);
            group.Seal(EventTime.NowNs(time));
        }

        attempt.IsBuilt = true;
    }

    // Whether the lost attempt was stored after all: its last row stands in its place.
    private bool IsStored(AppendGroup group)
    {
        using var command = new NpgsqlCommand($"SELECT record FROM {database.Schema}.events WHERE sequence = $1", _connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = group.Places[^1] });
        return command.ExecuteScalar() is byte[] record && record.AsSpan().SequenceEqual(group.Rows[^1].Span);
    }

    private HashSet<string> Taken(IReadOnlyList<EventClaim> claims)
    {
        using var command = new NpgsqlCommand($"SELECT claim FROM {database.Schema}.claims WHERE claim = ANY($1)", _connection);
        command.Parameters.Add(new NpgsqlParameter { Value = claims.Select(claim => claim.Key).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        using var found = command.ExecuteReader();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        while (found.Read()) taken.Add(found.GetString(0));
        return taken;
    }

    private void Connect()
    {
        if (_connection is not null) return;
        _connection = database.Open();
        _statement = new GroupStatement(_connection, database, seal);
    }

    private void Disconnect()
    {
        _statement?.Dispose();
        _connection?.Dispose();
        (_statement, _connection) = (null, null);
    }

    private EventStoreException Lost(Attempt attempt, Exception cause)
    {
        trouble.Down(cause);
        return attempt.IsSent
            ? new(
                EventStoreError.NotWritable,
                $"LHB6312: the database was lost while events were being stored ({PostgresDatabase.Describe(cause)}); they may or may not be stored. "
                + "Look for them before they are sent again.", cause)
            : new(EventStoreError.NotWritable, $"LHB6310: the database cannot be reached ({PostgresDatabase.Describe(cause)}); nothing was stored. Try again when it answers.", cause);
    }

    private static EventStoreException NotStored(Exception cause) => new(
        EventStoreError.NotWritable, $"LHB6311: the events could not be stored ({PostgresDatabase.Describe(cause)}); nothing of them was. Look at the database.", cause);

    /// <summary>How far the storing of one group has got.</summary>
    private sealed class Attempt
    {
        private TimeSpan _pause = FirstPause;

        public long Begun { get; } = Stopwatch.GetTimestamp();

        /// <summary>Whether the records are sealed for the group's present place.</summary>
        public bool IsBuilt { get; set; }

        /// <summary>Whether they were sent and nobody knows the outcome.</summary>
        public bool IsSent { get; set; }

        public TimeSpan NextPause()
        {
            var pause = _pause;
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, TimeSpan.TicksPerSecond / 2));
            return pause;
        }
    }
}
