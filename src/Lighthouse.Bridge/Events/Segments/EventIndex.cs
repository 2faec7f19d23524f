using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Segments;

/// <summary>Where the events lie: the sound runs in ascending order, sparse marks inside each.</summary>
internal sealed class EventIndex(IEnumerable<SegmentRun> runs)
{
    private readonly Lock _gate = new();
    private readonly List<SegmentRun> _runs = [.. runs];

    /// <summary>Adds records that were just written to <paramref name="segment"/> from <paramref name="offset"/>.</summary>
    public void Add(SegmentFile segment, long offset, ReadOnlySpan<WrittenRecord> records)
    {
        lock (_gate)
        {
            foreach (ref readonly var record in records)
            {
                if (_runs.Count > 0 && _runs[^1] is { } run && run.Segment.Number == segment.Number && run.End == offset && run.Continues(record.Head))
                    run.Extend(record.Head, record.Seal, record.Size);
                else
                    _runs.Add(new SegmentRun(segment, offset, record.Head, record.Seal, record.Size));
                offset += record.Size;
            }
        }
    }

    /// <summary>Where to read on behind <paramref name="sequence"/>; null when nothing readable follows.</summary>
    public SegmentSlice? After(long sequence)
    {
        lock (_gate)
        {
            var at = FirstEndingAfter(sequence);
            if (at == _runs.Count)
                return null;
            var run = _runs[at];
            return new SegmentSlice(run.Segment, run.OffsetNear(Math.Max(sequence + 1, run.First)), run.End, run.First, run.Last);
        }
    }

    /// <summary>The runs as they are now, ascending.</summary>
    public IReadOnlyList<RunSpan> Runs()
    {
        lock (_gate)
            return [.. _runs.Select(run => new RunSpan(run.Segment, run.Start, run.End, run.First, run.Last, run.FirstPrevious, run.LastSeal))];
    }

    /// <summary>Forgets the runs of the segments below a number.</summary>
    public void RemoveBelow(long segment)
    {
        lock (_gate)
            _runs.RemoveAll(run => run.Segment.Number < segment);
    }

    private int FirstEndingAfter(long sequence)
    {
        var low = 0;
        var high = _runs.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].Last > sequence)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}

/// <summary>A record as it was written.</summary>
internal readonly record struct WrittenRecord(RecordHead Head, SealValue Seal, int Size);

/// <summary>A part of a segment to read, with the sequences that it holds.</summary>
internal sealed record SegmentSlice(SegmentFile Segment, long Start, long End, long First, long Last);

/// <summary>A run at one moment.</summary>
internal sealed record RunSpan(SegmentFile Segment, long Start, long End, long First, long Last, SealValue FirstPrevious, SealValue LastSeal);
