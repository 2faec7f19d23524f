using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>
/// A row of the events: records one after the other, with exactly the bytes that the file store would write. Its key is the sequence of the first
/// one, and it holds what comes before the next row's: where two rows have the same place, the later one has it.
/// </summary>
internal readonly record struct EventRow(long First, byte[] Bytes)
{
    /// <summary>Bytes of several records in one row: with its own head it stays within a page of the database.</summary>
    public const int MostBytes = 8_000;

    /// <summary>The records in order. What does not verify is one, up to where the next begins that does.</summary>
    /// <param name="seal">Verifies.</param>
    /// <param name="next">Key of the row behind it.</param>
    public IEnumerable<RowRecord> Records(IRecordSeal seal, long next)
    {
        var (at, sequence) = (0, First);
        if (Bytes.Length == 0 && First < next) yield return Record(0, 0, First, null);
        while (at < Bytes.Length && sequence < next)
        {
            if (SoundAt(seal, at, sequence, sequence + 1) is { } head)
            {
                yield return Record(at, at + RecordFormat.Overhead + head.Length, sequence, head);
                at += RecordFormat.Overhead + head.Length;
                sequence++;
                continue;
            }

            var (place, found) = SoundBehind(seal, at, sequence, next);
            yield return Record(at, place, sequence, null);
            (at, sequence) = (place, found);
        }
    }

    private RowRecord Record(int from, int to, long sequence, RecordHead? head) => new(sequence, Bytes.AsMemory(from..to), head);

    private RecordHead? SoundAt(IRecordSeal seal, int at, long from, long below)
    {
        var bytes = Bytes.AsSpan(at);
        return RecordFormat.TryReadHead(bytes, out var head)
            && head.Sequence >= from
            && head.Sequence < below
            && RecordFormat.Overhead + head.Length is var size
            && size <= bytes.Length
            && RecordFormat.Verifies(bytes[..size], seal) ? head : null;
    }

    // Where the next sound record of this row begins; its end when there is none. A larger row was written for one record: who could write it
    // anew might otherwise fill it with beginnings, and each would be hashed to its end.
    private (int Place, long Sequence) SoundBehind(IRecordSeal seal, int at, long sequence, long next)
    {
        while (Bytes.Length <= MostBytes && Bytes.AsSpan(at + 1).IndexOf(RecordFormat.Magic) is >= 0 and var distance)
        {
            at += 1 + distance;
            if (SoundAt(seal, at, sequence + 1, next) is { } head) return (at, head.Sequence);
        }

        return (Bytes.Length, next);
    }
}
