using Lighthouse.Bridge.Events.Anchoring;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>
/// Brings groups of appends to stable storage: records, flush, anchor; only then are they acknowledged. The anchor is flushed at
/// intervals. A write that fails is cut off and may be tried again; after a failed flush nothing is known about the disk, so
/// nothing more is written until the store is opened anew.
/// </summary>
internal sealed class GroupCommit(SegmentWriter segment, AnchorKeeper anchor, TimeProvider time) : IDisposable
{
    /// <summary>Bytes of the largest group.</summary>
    public const long MaxBytes = 16L << 20;

    private EventStoreException? _broken;

    /// <summary>The newest record on stable storage.</summary>
    public required ChainEnd End { get; set; }

    /// <summary>How long the anchor may still wait to be flushed; null when it need not be.</summary>
    public TimeSpan? AnchorDueIn => _broken is null ? anchor.DueIn : null;

    /// <summary>Stores a group.</summary>
    /// <returns>The records, their events and where they lie.</returns>
    /// <exception cref="EventStoreException">They were not stored.</exception>
    public CommittedGroup Commit(RecordGroup group)
    {
        if (_broken is not null)
            throw _broken;
        if (group.From != End)
            group.Begin(End);
        group.Seal(EventTime.NowNs(time));
        Write(group.Bytes);
        var offset = segment.Length;
        Flush();
        segment.Accept(group.Bytes.Length);
        End = group.End!.Value;
        StateInAnchor();
        return new CommittedGroup(segment.Segment, offset, group.Records, group.Events);
    }

    /// <summary>Flushes the anchor.</summary>
    /// <exception cref="EventStoreException">It could not be brought to stable storage; nothing more can be written.</exception>
    public void FlushAnchor()
    {
        try
        {
            anchor.Flush();
        }
        catch (IOException e)
        {
            throw Break(e);
        }
    }

    /// <summary>Leaves the files as they are to stay.</summary>
    /// <exception cref="EventStoreException">That failed; what was acknowledged is on stable storage all the same.</exception>
    public void Close()
    {
        if (_broken is not null)
            return;
        LeaveSegment();
        FlushAnchor();
    }

    public void Dispose()
    {
        segment.Dispose();
        anchor.Dispose();
    }

    private void LeaveSegment()
    {
        try
        {
            segment.Leave();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Break(e);
        }
    }

    private void Write(ReadOnlySpan<byte> records)
    {
        if (segment.Full)
            LeaveSegment();
        try
        {
            segment.Prepare();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
        try
        {
            segment.Write(records);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            CutBack(e);
            throw NotWritten(e);
        }
    }

    private void Flush()
    {
        try
        {
            segment.Flush();
        }
        catch (IOException e)
        {
            CutBack(e);
            throw Break(e);
        }
    }

    private void StateInAnchor()
    {
        try
        {
            anchor.Advance(End.Sequence, End.Seal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The records stay: a new anchor may be on the disk already, and fewer records than it states would look like a cut.
            throw Break(e);
        }
    }

    private void CutBack(Exception cause)
    {
        try
        {
            segment.CutBack();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Break(new AggregateException(cause, e));
        }
    }

    private EventStoreException NotWritten(Exception e) => new(
        EventStoreError.NotWritable,
        $"LHB6111: the events could not be written to {segment.Segment.Name} ({e.Message}); nothing of them was stored. Make room or repair the disk and try again.",
        e);

    private EventStoreException Break(Exception e) => _broken = new EventStoreException(
        EventStoreError.NotWritable,
        $"LHB6112: {segment.Segment.Name} could not be brought to stable storage ({e.Message}); the last events may or may not be stored, and no more " +
        "are taken. Check the disk and restart.",
        e);
}
