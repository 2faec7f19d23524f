using System.Runtime.InteropServices;
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
        var state = new ScanState();
        foreach (var part in records.Of(segment, length))
            foreach (ref readonly var record in CollectionsMarshal.AsSpan(part))
                if (_pieces.Count < MaxPieces)
                    Add(segment, record, state);
        AddRun(state.Run, state.Contradicts);
        AddBytes(segment, state.End, Room.EndOfData(segment.Path, state.End, length));
    }

    private void Add(SegmentFile segment, in VerifiedRecord record, ScanState state)
    {
        if (record.Offset > state.End || state.Run?.Continues(record.Head) != true || Resumes(state.Interrupted, state.Run, record))
        {
            state.Interrupted = state.Run;
            AddRun(state.Run, state.Contradicts);
            AddBytes(segment, state.End, record.Offset);
            state.Run = new SegmentRun(segment, record.Offset, record.Head, record.Seal, record.Size);
            state.Contradicts = false;
        }
        else
        {
            state.Run.Extend(record.Head, record.Seal, record.Size);
        }
        state.Contradicts |= Contradicts(record);
        state.End = state.Run.End;
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

    private sealed class ScanState
    {
        public SegmentRun? Run { get; set; }

        /// <summary>The run before it.</summary>
        public SegmentRun? Interrupted { get; set; }

        public bool Contradicts { get; set; }

        /// <summary>Offset behind what was divided so far.</summary>
        public long End { get; set; }
    }
}
