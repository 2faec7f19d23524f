using Lighthouse.Bridge.Events.Anchoring;
using Lighthouse.Bridge.Events.Searching;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>
/// Finds the sound records of segments in order, on several threads: each takes the records that begin in its part of a file.
/// Sound records never overlap, because no payload can hold the beginning of one, so the parts find what one reader would.
/// </summary>
internal sealed class VerifiedRecords(IRecordSeal seal, int threads, Anchor? anchor = null, long partBytes = VerifiedRecords.PartBytes)
{
    private const long PartBytes = 1L << 20;

    // As many parts are verified before the first of them is handed out, so memory holds no more whatever the store's size. Many,
    // because at the end of them the threads wait for each other.
    private const int PartsAtOnce = 256;

    /// <summary>The bytes of a segment.</summary>
    public ISegmentBytes Open(SegmentFile segment) => SegmentBytes.Open(segment, seal);

    /// <summary>The parts in order. A segment without any bytes has one part, which is empty.</summary>
    public IEnumerable<VerifiedPart> Of(IReadOnlyList<SegmentFile> segments)
    {
        foreach (var places in Places(segments).Chunk(threads == 1 ? 1 : PartsAtOnce))
            foreach (var part in VerifyAll(places))
                yield return part;
    }

    /// <summary>The records of a part one by one.</summary>
    public IReadOnlyList<VerifiedRecord> RecordsOf(PartPlace place) => RecordByRecord(place).Records!;

    private IEnumerable<PartPlace> Places(IReadOnlyList<SegmentFile> segments)
    {
        foreach (var segment in segments)
        {
            long length;
            using (var bytes = Open(segment))
                length = bytes.Length;
            var from = 0L;
            do
            {
                var to = length - from > partBytes ? from + partBytes : length;
                yield return new PartPlace(segment, from, to, length);
                from = to;
            }
            while (from < length);
        }
    }

    private VerifiedPart[] VerifyAll(PartPlace[] places)
    {
        var parts = new VerifiedPart[places.Length];
        if (threads == 1 || places.Length == 1)
        {
            for (var i = 0; i < places.Length; i++)
                parts[i] = Verify(places[i]);
            return parts;
        }
        // One part after the other for each thread, whichever is free: ranges handed out beforehand would end at different times.
        var next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < places.Length;)
                parts[i] = Verify(places[i]);
        });
        return parts;
    }

    private VerifiedPart Verify(PartPlace place) => AsOneRun(place) ?? RecordByRecord(place);

    /// <summary>The part when its records lie one behind the other, each chained to the one before; otherwise null.</summary>
    private VerifiedPart? AsOneRun(PartPlace place)
    {
        var bytes = Open(place.Segment);
        using var scanner = Scanner(place, bytes);
        var zones = new PartZones();
        SegmentRun? run = null;
        var contradicts = false;
        while (scanner.Next())
        {
            ref readonly var head = ref scanner.Head;
            if (run is null)
                run = new SegmentRun(place.Segment, scanner.Offset, head, scanner.Seal, scanner.Size);
            else if (scanner.Skipped == 0 && run.Continues(head))
                run.Extend(head, scanner.Seal, scanner.Size);
            else
                return null;
            contradicts |= anchor is { } stated && stated.Contradicts(head, scanner.Seal);
            zones.Note(head, scanner.Payload);
        }
        return new VerifiedPart(place, run, null, contradicts, zones, bytes.Damage);
    }

    private VerifiedPart RecordByRecord(PartPlace place)
    {
        var bytes = Open(place.Segment);
        using var scanner = Scanner(place, bytes);
        var zones = new PartZones();
        var records = new List<VerifiedRecord>();
        while (scanner.Next())
        {
            records.Add(new VerifiedRecord(scanner.Offset, scanner.Head, scanner.Seal, scanner.Size));
            zones.Note(scanner.Head, scanner.Payload);
        }
        return new VerifiedPart(place, null, records, false, zones, bytes.Damage);
    }

    private SegmentScanner Scanner(PartPlace place, ISegmentBytes bytes) => new(bytes, place.From, place.Length, seal, lastStart: place.To, readsOn: true);
}
