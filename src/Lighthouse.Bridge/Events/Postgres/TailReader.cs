using Npgsql;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Reads what others stored behind what this instance knows, and checks that it follows on it.</summary>
internal sealed class TailReader(PostgresDatabase database, StoreTail tail, StoredRows rows, StoreTrouble trouble, IRecordSeal seal)
{
    /// <summary>Takes notice of everything that is stored when it is called.</summary>
    public async Task CatchUpAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // In this order: what is known can only be older than the row that is read after it.
        var known = tail.Known;
        var found = await FoundHead.ReadAsync(connection, database.Schema, seal, cancellation);
        if (found.Verified is not { } head)
        {
            trouble.Broken("LHB6335: the head row is missing or does not verify; nothing is stored until it does. Start an instance anew: it repairs the head and says what is lost.");
            return;
        }

        if (head.Sequence < known.Sequence || (head.Sequence == known.Sequence && head.Record != known.Record))
        {
            trouble.Broken(
                $"LHB6335: the head row states {head.Sequence} events where {known.Sequence} are known, or another last one: it was put back. Nothing is stored "
                + "until an instance is started anew, which says what is lost.");
            return;
        }

        trouble.Mended();
        while (tail.Known.Sequence < head.Sequence && await AddPageAsync(connection, head, cancellation))
        {
        }

        tail.Wake();
    }

    private async Task<bool> AddPageAsync(NpgsqlConnection connection, StoreHead head, CancellationToken cancellation)
    {
        var page = await rows.PageAsync(connection, tail.Known.Sequence, head.Sequence, cancellation);
        foreach (var row in page)
        {
            if (row.Head is { } recordHead && row.Decode() is { } e && tail.TryAdd(row, recordHead, e, out var stop))
            {
                if (stop) return false;
                continue;
            }

            if (row.Sequence <= tail.Known.Sequence) continue;
            Skip(head);
            return false;
        }

        if (page.Count == 0) Skip(head);
        return page.Count > 0;
    }

    // The head is genuine, so the store goes on there; which rows of the rest are good is looked at again when they are read.
    private void Skip(StoreHead head)
    {
        rows.ReportMissing(tail.Known.Sequence + 1, head.Sequence);
        tail.JumpTo(head);
    }
}
