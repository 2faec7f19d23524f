using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>A sound record.</summary>
internal readonly record struct VerifiedRecord(long Offset, RecordHead Head, SealValue Seal, int Size);

/// <summary>
/// Finds the sound records of a segment in order, on several threads: each takes the records that begin in its part of the file.
/// Sound records never overlap, because no payload can hold the beginning of one, so the parts find what one reader would.
/// </summary>
internal sealed class VerifiedRecords(IRecordSeal seal, int threads)
{
    private const long PartBytes = 4L << 20;

    public IEnumerable<VerifiedRecord> Of(SegmentFile segment, long length)
    {
        if (threads < 2 || length < 2 * PartBytes)
            return OfPart(segment, 0, length, length);
        return Parallel(segment, length);
    }

    private IEnumerable<VerifiedRecord> Parallel(SegmentFile segment, long length)
    {
        // Parts are read ahead of the one that is handed out, so memory holds a few of them whatever the segment's size.
        var ahead = new Queue<Task<List<VerifiedRecord>>>();
        var start = 0L;
        while (start < length || ahead.Count > 0)
        {
            while (start < length && ahead.Count < 2 * threads)
            {
                var (from, to) = (start, Math.Min(length, start + PartBytes));
                ahead.Enqueue(Task.Run(() => OfPart(segment, from, to, length).ToList()));
                start = to;
            }
            foreach (var record in ahead.Dequeue().GetAwaiter().GetResult())
                yield return record;
        }
    }

    private IEnumerable<VerifiedRecord> OfPart(SegmentFile segment, long from, long to, long length)
    {
        using var scanner = new SegmentScanner(segment.Path, from, length, seal, lastStart: to);
        while (scanner.Next())
            yield return new VerifiedRecord(scanner.Offset, scanner.Head, scanner.Seal, scanner.Size);
    }
}
