using System.Runtime.InteropServices;
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

    public void Scan(SegmentFile segment)
    {
        using var bytes = records.Open(segment);
        var state = new ScanState();
        var damage = new SortedSet<string>(bytes.Damage, StringComparer.Ordinal);
        foreach (var part in records.Of(segment, bytes.Length))
        {
            damage.UnionWith(part.Damage);
            Zones.Note(part.Records);
            foreach (ref readonly var record in CollectionsMarshal.AsSpan(part.Records))
                if (_pieces.Count < MaxPieces)
                    Add(segment, record, state);
        }
        AddRun(state.Run, state.Contradicts);
        AddBytes(segment, state.End, Room.EndOfData(bytes, state.End, bytes.Length));
        damage.UnionWith(bytes.Damage);
        if (damage.Count > 0)
            _notAsWritten.Add((segment, string.Join("; ", damage.Take(5))));
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
