using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Lighthouse.Bridge.Events.Appending;
using Npgsql;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Reads events back: the newest from memory, the others from the database in pages, each verified again.</summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = PostgresDatabase.WhyStatementsAreSafe)]
internal sealed class StoredRows(PostgresDatabase database, RecentEvents recent, IRecordSeal seal, IReadOnlyList<IntegrityViolation> withheld, ILogger logger)
{
    private const int PageRows = 1_024;
    private volatile string? _problem;

    /// <summary>Damage that was met while reading; null when none was.</summary>
    public string? Problem => _problem;

    public async IAsyncEnumerable<StoredEvent> ReadAsync(long after, long upTo, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var page = new List<StoredEvent>();
        while (after < upTo)
        {
            if (recent.TryRead(after, upTo, page, PageRows)) after = page[^1].Sequence;
            else after = await ReadPageAsync(after, upTo, page, cancellation);
            foreach (var e in page) yield return e;
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The records behind a sequence, ascending, at most about a megabyte but at least one when there is any.</summary>
    public async Task<List<RowRecord>> PageAsync(NpgsqlConnection connection, long after, long upTo, CancellationToken cancellation)
    {
        // The first row may begin before the page does, and counts for nothing: where it holds nothing behind, there is still the next.
        await using var command = new NpgsqlCommand(
            $"SELECT sequence, record, coalesce(next, (SELECT min(sequence) FROM {database.Schema}.events WHERE sequence > page.sequence), {long.MaxValue}) FROM ("
            + "SELECT sequence, record, lead(sequence) OVER places AS next, sum(counted) OVER places - counted AS before FROM ("
            + "SELECT sequence, record, CASE WHEN sequence > $1 THEN octet_length(record) ELSE 0 END AS counted "
            + $"FROM {database.Schema}.events WHERE sequence >= coalesce((SELECT max(sequence) FROM {database.Schema}.events WHERE sequence <= $1 + 1), $1) "
            + "AND sequence <= $2 ORDER BY sequence LIMIT $3) rows WINDOW places AS (ORDER BY sequence)) page WHERE before < $4 ORDER BY sequence", connection);
        foreach (var value in new[] { after, upTo, PageRows, EventLimits.EventBytes }) command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value });
        var records = new List<RowRecord>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var row = new EventRow(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
            records.AddRange(row.Records(seal, reader.GetInt64(2)).Where(record => record.Sequence > after && record.Sequence <= upTo));
        }

        return records;
    }

    /// <summary>Says that events were withheld that were good when the store was opened.</summary>
    public void ReportMissing(long first, long last)
    {
        for (; first <= last && IsWithheld(first); first++)
        {
        }

        if (first > last) return;
        var problem = $"LHB6334: damage appeared in the database while the store was open: events {first}..{last} are no longer served. " +
            "Keep the database and restore them from a copy.";
        if (_problem == problem) return;
        _problem = problem;
        logger.LogError("{Problem}", problem);
    }

    private async Task<long> ReadPageAsync(long after, long upTo, List<StoredEvent> page, CancellationToken cancellation)
    {
        page.Clear();
        var rows = await RowsAsync(after, upTo, cancellation);
        foreach (var row in rows)
        {
            if (row.Sequence > after + 1) ReportMissing(after + 1, row.Sequence - 1);
            after = row.Sequence;
            if (IsWithheld(row.Sequence)) continue;
            if (row.Decode() is { } e) page.Add(e);
            else ReportMissing(row.Sequence, row.Sequence);
        }

        if (rows.Count > 0) return after;
        ReportMissing(after + 1, upTo);
        return upTo;
    }

    private async Task<List<RowRecord>> RowsAsync(long after, long upTo, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await database.OpenAsync(cancellation);
                return await PageAsync(connection, after, upTo, cancellation);
            }
            catch (Exception problem) when (problem is not OperationCanceledException && PostgresDatabase.IsLoss(problem))
            {
                // The first failure may only tell that a connection of the pool is from before a restart of the database.
                if (attempt == 2) throw Unreadable(problem);
            }
            catch (PostgresException problem)
            {
                throw Unreadable(problem);
            }
        }
    }

    private static EventStoreException Unreadable(Exception problem) => new(
        EventStoreError.NotWritable, $"LHB6314: events cannot be read from the database ({PostgresDatabase.Describe(problem)}). Try again when it answers.", problem);

    private bool IsWithheld(long sequence)
    {
        foreach (var violation in withheld)
            if (sequence >= violation.FirstSequence && sequence <= violation.LastSequence) return true;
        return false;
    }
}
