using System.Collections.Concurrent;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Searching;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>A sound record.</summary>
internal readonly record struct VerifiedRecord(long Offset, RecordHead Head, SealValue Seal, int Size, EventMarks Marks);

/// <summary>What one part of a segment holds.</summary>
/// <param name="Records">The sound records that begin in it; theirs is the list until the next part is asked for.</param>
/// <param name="Damage">Places where the file is not as it was written.</param>
internal sealed record VerifiedPart(List<VerifiedRecord> Records, IReadOnlyList<string> Damage);

/// <summary>
/// Finds the sound records of a segment in order, on several threads: each takes the records that begin in its part of the file.
/// Sound records never overlap, because no payload can hold the beginning of one, so the parts find what one reader would.
/// </summary>
internal sealed class VerifiedRecords(IRecordSeal seal, int threads)
{
    private const long PartBytes = 4L << 20;

    // A part has thousands of records: lists that are grown and thrown away for each would keep the garbage collector busy.
    private readonly ConcurrentBag<List<VerifiedRecord>> _lists = [];

    /// <summary>The bytes of a segment.</summary>
    public ISegmentBytes Open(SegmentFile segment) => SegmentBytes.Open(segment, seal);

    /// <summary>The records in order, a part of the segment at a time.</summary>
    public IEnumerable<VerifiedPart> Of(SegmentFile segment, long length)
    {
        // Parts are read ahead of the one that is handed out, so memory holds a few of them whatever the segment's size.
        var ahead = new Queue<Task<VerifiedPart>>();
        var start = 0L;
        while (start < length || ahead.Count > 0)
        {
            ReadAhead();
            var part = ahead.Dequeue().GetAwaiter().GetResult();
            if (threads > 1)
                ReadAhead();
            yield return part;
            part.Records.Clear();
            _lists.Add(part.Records);
        }

        void ReadAhead()
        {
            while (start < length && ahead.Count < threads)
            {
                var (from, to) = (start, Math.Min(length, start + PartBytes));
                ahead.Enqueue(threads == 1 ? Task.FromResult(OfPart(segment, from, to, length)) : Task.Run(() => OfPart(segment, from, to, length)));
                start = to;
            }
        }
    }

    private VerifiedPart OfPart(SegmentFile segment, long from, long to, long length)
    {
        var records = _lists.TryTake(out var used) ? used : [];
        var bytes = Open(segment);
        using var scanner = new SegmentScanner(bytes, from, length, seal, lastStart: to);
        while (scanner.Next())
        {
            var marks = default(EventMarks);
            PayloadHead.Note(scanner.Payload, ref marks);
            records.Add(new VerifiedRecord(scanner.Offset, scanner.Head, scanner.Seal, scanner.Size, marks));
        }
        return new VerifiedPart(records, bytes.Damage);
    }
}
