using System.Runtime.CompilerServices;
using System.Text.Json;
using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Archiving;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Searching;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events;

/// <summary>Reads events back: the newest from memory, the others from the segments, where each is verified again.</summary>
internal sealed class StoredEvents(EventIndex index, RecentEvents recent, IRecordSeal seal, ILogger logger)
{
    private const int PageSize = 256;
    private volatile string? _problem;

    public EventIndex Index => index;

    public RecentEvents Recent => recent;

    /// <summary>Damage that was met while reading; null when none was.</summary>
    public string? Problem => _problem;

    public IAsyncEnumerable<StoredEvent> ReadAsync(long after, long upTo, CancellationToken cancellation) => ReadAsync(after, upTo, null, cancellation);

    /// <summary>Reads what is selected; ranges that cannot hold any of it are left out.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadAsync(EventZones zones, long upTo, EventSelection selection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var from = Math.Max(0, selection.AfterSequence) + 1;
        upTo = Math.Min(upTo, selection.UpToSequence);
        while (from <= upTo && zones.Next(from, upTo, selection) is var (first, last))
        {
            await foreach (var e in ReadAsync(first - 1, Math.Min(last, upTo), selection, cancellation))
                if (selection.Matches(e))
                    yield return e;
            from = last + 1;
        }
    }

    private async IAsyncEnumerable<StoredEvent> ReadAsync(long after, long upTo, EventSelection? selection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var page = new List<StoredEvent>();
        while (after < upTo)
        {
            if (recent.TryRead(after, upTo, page, PageSize))
            {
                foreach (var e in page)
                    yield return e;
                after = page[^1].Sequence;
            }
            else
            {
                if (index.After(after) is not { } slice)
                    yield break;
                using var scanner = new SegmentScanner(SegmentBytes.Open(slice.Segment, seal), slice.Start, slice.End, seal);
                while (ReadPage(scanner, slice, ref after, upTo, page, selection))
                {
                    foreach (var e in page)
                        yield return e;
                    // A long replay gives the thread back between two pages.
                    await Task.Yield();
                    cancellation.ThrowIfCancellationRequested();
                }
            }
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Seal of the record with a sequence, from the record itself or from the one behind it; null when neither can be read.</summary>
    public byte[]? SealOf(long sequence, Floor floor)
    {
        var bytes = new byte[IRecordSeal.Size];
        if (sequence >= floor.FirstSequence && Find(sequence, scanner => scanner.Seal) is { } own)
            own.Write(bytes);
        else if (sequence == floor.FirstSequence - 1)
            floor.Previous.Write(bytes);
        else if (sequence >= floor.FirstSequence && Find(sequence + 1, scanner => scanner.Head.Previous) is { } stated)
            stated.Write(bytes);
        else
            return null;
        return bytes;
    }

    private SealValue? Find(long sequence, Func<SegmentScanner, SealValue> choose)
    {
        if (index.After(sequence - 1) is not { } slice || slice.First > sequence)
            return null;
        using var scanner = new SegmentScanner(SegmentBytes.Open(slice.Segment, seal), slice.Start, slice.End, seal);
        while (scanner.Next() && scanner.Head.Sequence <= sequence)
            if (scanner.Head.Sequence == sequence)
                return choose(scanner);
        return null;
    }

    private bool ReadPage(SegmentScanner scanner, SegmentSlice slice, ref long after, long upTo, List<StoredEvent> page, EventSelection? selection)
    {
        page.Clear();
        var bytes = 0L;
        while (page.Count < PageSize && bytes < EventLimits.EventBytes && after < Math.Min(upTo, slice.Last))
        {
            var expected = Math.Max(after + 1, slice.First);
            if (!scanner.Next())
            {
                ReportMissing(slice, expected, slice.Last);
                after = slice.Last;
                break;
            }
            if (scanner.Head.Sequence > expected)
                ReportMissing(slice, expected, Math.Min(slice.Last, scanner.Head.Sequence - 1));
            if (scanner.Head.Sequence < expected || scanner.Head.Sequence > slice.Last)
                continue;
            bytes += scanner.Size;
            after = scanner.Head.Sequence;
            if (selection?.FiltersContent == true && !PayloadHead.MayMatch(scanner.Payload, selection))
                continue;
            if (after <= upTo && Decode(scanner, slice) is { } e)
                page.Add(e);
        }
        return page.Count > 0 || after < Math.Min(upTo, slice.Last);
    }

    private StoredEvent? Decode(SegmentScanner scanner, SegmentSlice slice)
    {
        try
        {
            return EventPayload.Read(scanner.Head, scanner.Payload);
        }
        catch (JsonException)
        {
            ReportMissing(slice, scanner.Head.Sequence, scanner.Head.Sequence);
            return null;
        }
    }

    private void ReportMissing(SegmentSlice slice, long first, long last)
    {
        var problem = $"LHB6134: damage appeared in {slice.Segment.Name} while the store was open: events {first}..{last} are no longer served. " +
            "Keep the file and restore it from a copy.";
        if (_problem == problem)
            return;
        _problem = problem;
        logger.LogError("{Problem}", problem);
    }
}
