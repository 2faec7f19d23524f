using Lighthouse.Bridge.Events.Anchoring;
using Lighthouse.Bridge.Events.Searching;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>Divides the segments into runs of sound records and bytes that are none, in the order in which they lie.</summary>
internal sealed class SegmentScan(VerifiedRecords records, Anchor? anchor)
{
    // More damage than this in one store, and the rest counts as damage: the list must not grow with what somebody scattered.
    private const int MaxPieces = 10_000;
    private readonly List<ScannedPiece> _pieces = [];

    private readonly List<(SegmentFile Segment, string Detail)> _notAsWritten = [];

    public IReadOnlyList<ScannedPiece> Pieces => _pieces;

    /// <summary>What is known of the records, for searches.</summary>
    public EventZones Zones { get; } = new();

    /// <summary>Compressed segments that are not as they were written, whether or not a record is lost by it.</summary>
    public IReadOnlyList<(SegmentFile Segment, string Detail)> NotAsWritten => _notAsWritten;

    public void Scan(IReadOnlyList<SegmentFile> segments)
    {
        var state = new ScanState();
        foreach (var part in records.Of(segments))
        {
            if (part.Place.IsFirst)
                state = new ScanState();
            state.Damage.UnionWith(part.Damage);
            Zones.Add(part.Zones);
            Add(part, state);
            if (part.Place.IsLast)
                Finish(part.Place.Segment, state);
        }
    }

    private void Finish(SegmentFile segment, ScanState state)
    {
        using var bytes = records.Open(segment);
        AddRun(state.Run, state.Contradicts);
        AddBytes(segment, state.End, Room.EndOfData(bytes, state.End, bytes.Length));
        state.Damage.UnionWith(bytes.Damage);
        if (state.Damage.Count > 0)
            _notAsWritten.Add((segment, string.Join("; ", state.Damage.Take(5))));
    }

    private void Add(VerifiedPart part, ScanState state)
    {
        if (_pieces.Count >= MaxPieces || (part.Run is { } run && TryAddWhole(part, run, state)))
            return;
        foreach (var record in part.Records ?? (part.Run is null ? [] : records.RecordsOf(part.Place)))
            if (_pieces.Count < MaxPieces)
                Add(part.Place.Segment, record, state);
    }

    /// <summary>Takes all records of a part at once; false when it may be divided somewhere, so that they must be looked at one by one.</summary>
    private bool TryAddWhole(VerifiedPart part, SegmentRun run, ScanState state)
    {
        if (state.Run is null)
        {
            AddBytes(part.Place.Segment, state.End, run.Start);
            state.Run = run;
        }
        else if (state.Run.Continues(run) && !MayResume(state.Interrupted, state.Run, run))
        {
            state.Run.Extend(run);
        }
        else
        {
            return false;
        }
        state.Contradicts |= part.Contradicts;
        state.End = state.Run.End;
        return true;
    }

    private static bool MayResume(SegmentRun? interrupted, SegmentRun run, SegmentRun rest) =>
        interrupted is not null && run.First <= interrupted.Last && interrupted.Last + 1 >= rest.First && interrupted.Last + 1 <= rest.Last;

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
        state.Contradicts |= anchor is { } stated && stated.Contradicts(record.Head, record.Seal);
        state.End = state.Run.End;
    }

    /// <summary>Whether a run goes on after a repetition of its own records, which would otherwise take the rest along.</summary>
    private static bool Resumes(SegmentRun? interrupted, SegmentRun run, in VerifiedRecord record) =>
        interrupted is not null && run.First <= interrupted.Last && interrupted.Continues(record.Head);

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

        /// <summary>Places where the file is not as it was written.</summary>
        public SortedSet<string> Damage { get; } = new(StringComparer.Ordinal);
    }
}
