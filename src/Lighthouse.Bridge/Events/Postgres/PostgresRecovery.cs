using System.Data;
using System.Diagnostics.CodeAnalysis;
using Npgsql;
using NpgsqlTypes;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Reads the whole store, states what of it is sound, and puts a head that does not hold right again.</summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = PostgresDatabase.WhyStatementsAreSafe)]
internal sealed class PostgresRecovery(PostgresDatabase database, IRecordSeal seal)
{
    private const int MostAttempts = 5;

    /// <exception cref="EventStoreException">Nothing at all verifies: the key is wrong.</exception>
    public RecoveredRows Recover(NpgsqlConnection connection)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (head, rows, stray) = Walk(connection);
            var violations = rows.Violations.Concat(HeadViolations(connection, head, rows.Newest, stray)).ToList();
            var report = new RecoveryReport(rows.Readable, 0, violations);
            if (head.Verified == rows.Newest && stray == 0) return new RecoveredRows(rows.Newest, report);
            // Another instance may have stored something or repaired meanwhile: then everything is looked at again.
            if (TryRepair(connection, head, rows.Newest)) return new RecoveredRows(rows.Newest, report);
            if (attempt == MostAttempts)
                throw new EventStoreException(
                    EventStoreError.NotWritable, "LHB6331: the head row does not hold and changes while it is being repaired. Stop the other instances and start again.");
        }
    }

    private (FoundHead Head, WalkedRows Rows, long Stray) Walk(NpgsqlConnection connection)
    {
        // One snapshot: others may go on storing meanwhile.
        using var snapshot = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        var head = FoundHead.Read(connection, database.Schema, seal, forUpdate: false);
        var walk = new RowWalk();
        using (var command = new NpgsqlCommand($"SELECT sequence, record FROM {database.Schema}.events WHERE sequence > 0 ORDER BY sequence", connection))
        {
            command.CommandTimeout = 0;
            using var lift = new NpgsqlCommand("SET LOCAL statement_timeout = 0", connection);
            lift.ExecuteNonQuery();
            using var reader = command.ExecuteReader(CommandBehavior.SequentialAccess);
            EventRow? before = null;
            while (reader.Read())
            {
                var row = new EventRow(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
                Visit(walk, before, row.First);
                before = row;
            }

            Visit(walk, before, long.MaxValue);
        }

        if (!walk.AnySound && head.Verified is null && (walk.Records > 0 || head.Exists))
            throw new EventStoreException(
                EventStoreError.WrongKey,
                $"LHB6321: schema '{database.Options.Schema}': neither the head nor any row verifies with the given key. Open it with the key that it was written with.");
        var rows = walk.Close(head.Verified);
        using var outside = new NpgsqlCommand($"SELECT count(*) FROM {database.Schema}.events WHERE sequence > $1 OR sequence < 1", connection);
        outside.Parameters.Add(new NpgsqlParameter<long> { TypedValue = rows.Newest.Sequence });
        var stray = (long)outside.ExecuteScalar()!;
        snapshot.Commit();
        return (head, rows, stray);
    }

    private void Visit(RowWalk walk, EventRow? row, long next)
    {
        if (row is not { } found) return;
        foreach (var record in found.Records(seal, next)) walk.Visit(record);
    }

    private IEnumerable<IntegrityViolation> HeadViolations(NpgsqlConnection connection, FoundHead head, StoreHead newest, long stray)
    {
        var next = newest.Sequence + 1;
        if (!head.Exists)
            yield return new("cryptographic_failure", "critical", next, null, $"LHB6331: the head row is missing; events behind {newest.Sequence} may have been cut off unseen.");
        else if (head.Verified is null)
            yield return new("cryptographic_failure", "critical", next, null, $"LHB6331: the head row does not verify; events behind {newest.Sequence} may have been cut off unseen.");
        else if (head.Verified.Value != newest)
            yield return new(
                "unauthorized_modification", "critical", next, null,
                $"LHB6331: the head row states {head.Verified.Value.Sequence} events and there are {newest.Sequence}: an older head was put in its place.");
        if (stray > 0)
            yield return new("unauthorized_modification", "critical", next, null, $"LHB6333: {stray} rows stand where no event was ever stored; they were set aside in event_evidence.");
        using var command = new NpgsqlCommand(
            $"SELECT (SELECT count(*) FROM {database.Schema}.head_evidence) + (SELECT count(*) FROM {database.Schema}.event_evidence)", connection);
        if ((long)command.ExecuteScalar()! is > 0 and var kept)
            yield return new(
                "cryptographic_failure", "high", next, newest.Sequence,
                $"LHB6332: head_evidence and event_evidence hold {kept} rows of earlier damage. Compare with a copy of the database, then remove them.");
    }

    private bool TryRepair(NpgsqlConnection connection, FoundHead found, StoreHead newest)
    {
        var schema = database.Schema;
        using var transaction = connection.BeginTransaction();
        if (FoundHead.Read(connection, schema, seal, forUpdate: true) is var now && !now.IsSame(found)) return false;
        using var batch = new NpgsqlBatch(connection, transaction);
        if (found.Exists && found.Verified != newest) Add(batch, $"INSERT INTO {schema}.head_evidence (sequence, record_seal, seal) SELECT sequence, record_seal, seal FROM {schema}.head");
        Add(
            batch, $"WITH gone AS (DELETE FROM {schema}.events WHERE sequence > $1 OR sequence < 1 RETURNING sequence, record) "
                + $"INSERT INTO {schema}.event_evidence (sequence, record) SELECT sequence, record FROM gone", Number(newest.Sequence));
        Add(
            batch, $"INSERT INTO {schema}.head (sequence, record_seal, seal) VALUES ($1, $2, $3) "
                + "ON CONFLICT (only_row) DO UPDATE SET sequence = excluded.sequence, record_seal = excluded.record_seal, seal = excluded.seal",
            Number(newest.Sequence), Bytes(newest.RecordBytes()), Bytes(newest.Sign(seal)));
        batch.ExecuteNonQuery();
        transaction.Commit();
        return true;
    }

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };

    private static NpgsqlParameter Bytes(byte[] value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Bytea };
}

/// <summary>What an opening found.</summary>
/// <param name="Newest">Where the store goes on.</param>
/// <param name="Report">What is said about the rest.</param>
internal sealed record RecoveredRows(StoreHead Newest, RecoveryReport Report);
