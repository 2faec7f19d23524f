using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Segments;

/// <summary>Sound records that lie one after the other in one segment, without a gap and each chained to the one before.</summary>
internal sealed class SegmentRun
{
    private const long BytesPerMark = 64 << 10;
    private readonly List<(long Sequence, long Offset)> _marks = [];

    public SegmentRun(SegmentFile segment, long start, in RecordHead first, SealValue seal, int size)
    {
        Segment = segment;
        Start = End = start;
        First = first.Sequence;
        FirstPrevious = first.Previous;
        Last = First - 1;
        Extend(first, seal, size);
    }

    public SegmentFile Segment { get; }

    /// <summary>Offset of its first record.</summary>
    public long Start { get; }

    /// <summary>Offset behind its last record.</summary>
    public long End { get; private set; }

    public long First { get; }

    public long Last { get; private set; }

    public long Count => Last - First + 1;

    /// <summary>The seal that its first record names as the one before.</summary>
    public SealValue FirstPrevious { get; }

    public SealValue LastSeal { get; private set; }

    /// <summary>Sequence of the first record that was written together with its last one.</summary>
    public long LastWriteFirst { get; private set; }

    /// <summary>Sequence and end of its last complete append: behind it the records of an append whose end is missing.</summary>
    public (long Last, long End, SealValue Seal) Complete { get; private set; }

    /// <summary>Whether a record could be the next of this run.</summary>
    public bool Continues(in RecordHead head) => head.Sequence == Last + 1 && head.Previous == LastSeal;

    public void Extend(in RecordHead head, SealValue seal, int size)
    {
        if (_marks.Count == 0 || End - _marks[^1].Offset >= BytesPerMark)
            _marks.Add((head.Sequence, End));
        Last = head.Sequence;
        LastSeal = seal;
        LastWriteFirst = head.Sequence - head.Preceding;
        End += size;
        if (head.Remaining == 0)
            Complete = (Last, End, seal);
    }

    /// <summary>Whether another run could be the rest of this one.</summary>
    public bool Continues(SegmentRun rest) => rest.Start == End && rest.First == Last + 1 && rest.FirstPrevious == LastSeal;

    /// <summary>Takes over the records of a run that continues this one.</summary>
    public void Extend(SegmentRun rest)
    {
        _marks.AddRange(rest._marks);
        Last = rest.Last;
        LastSeal = rest.LastSeal;
        LastWriteFirst = rest.LastWriteFirst;
        End = rest.End;
        if (rest.Complete.End > 0)
            Complete = rest.Complete;
    }

    /// <summary>Forgets the records behind the last complete append.</summary>
    public void CutToComplete()
    {
        (Last, End, LastSeal) = Complete;
        _marks.RemoveAll(mark => mark.Sequence > Last);
    }

    /// <summary>An offset at or shortly before the record of <paramref name="sequence"/>.</summary>
    public long OffsetNear(long sequence)
    {
        var low = 0;
        var high = _marks.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_marks[middle].Sequence <= sequence)
                low = middle;
            else
                high = middle - 1;
        }
        return _marks[low].Offset;
    }
}
