using Lighthouse.Bridge.Events.Anchoring;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>Divides the segments into runs of sound records and bytes that are none, in the order in which they lie.</summary>
internal sealed class SegmentScan(VerifiedRecords records, Anchor? anchor)
{
    // More damage than this in one store, and the rest counts as damage: the list must not grow with what somebody scattered.
    private const int MaxPieces = 10_000;
    private readonly List<ScannedPiece> _pieces = [];

    public IReadOnlyList<ScannedPiece> Pieces => _pieces;

    public void Scan(SegmentFile segment)
    {
        var length = new FileInfo(segment.Path).Length;
        SegmentRun? run = null;
        SegmentRun? interrupted = null;
        var contradicts = false;
        long end = 0;
        foreach (var record in records.Of(segment, length))
        {
            if (_pieces.Count >= MaxPieces)
                break;
            if (record.Offset > end || run?.Continues(record.Head) != true || Resumes(interrupted, run, record))
            {
                interrupted = run;
                AddRun(run, contradicts);
                AddBytes(segment, end, record.Offset);
                run = new SegmentRun(segment, record.Offset, record.Head, record.Seal, record.Size);
                contradicts = false;
            }
            else
            {
                run.Extend(record.Head, record.Seal, record.Size);
            }
            contradicts |= Contradicts(record);
            end = run.End;
        }
        AddRun(run, contradicts);
        AddBytes(segment, end, Room.EndOfData(segment.Path, end, length));
    }

    /// <summary>Whether a run goes on after a repetition of its own records, which would otherwise take the rest along.</summary>
    private static bool Resumes(SegmentRun? interrupted, SegmentRun run, in VerifiedRecord record) =>
        interrupted is not null && run.First <= interrupted.Last && interrupted.Continues(record.Head);

    private bool Contradicts(in VerifiedRecord record) =>
        anchor is { } stated && record.Head.Sequence == stated.Count && record.Seal != stated.Head;

    private void AddRun(SegmentRun? run, bool contradicts)
    {
        if (run is not null)
            _pieces.Add(new ScannedPiece(run.Segment, run.Start, run.End, run, contradicts));
    }

    private void AddBytes(SegmentFile segment, long start, long end)
    {
        if (end > start)
            _pieces.Add(new ScannedPiece(segment, start, end, null));
    }
}
