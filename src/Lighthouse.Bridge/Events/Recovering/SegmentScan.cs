using Lighthouse.Bridge.Events.Anchoring;
using Lighthouse.Bridge.Events.Searching;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>Divides the segments into runs of sound records and bytes that are none, in the order in which they lie.</summary>
internal sealed class SegmentScan(IRecordSeal seal, Anchor? anchor)
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
        var bytes = SegmentBytes.Open(segment, seal);
        var length = bytes.Length;
        using var scanner = new SegmentScanner(bytes, 0, length, seal);
        SegmentRun? run = null;
        SegmentRun? interrupted = null;
        var contradicts = false;
        long end = 0;
        while (_pieces.Count < MaxPieces && scanner.Next())
        {
            if (scanner.Skipped > 0 || run?.Continues(scanner.Head) != true || Resumes(interrupted, run, scanner))
            {
                interrupted = run;
                AddRun(run, contradicts);
                AddBytes(segment, end, scanner.Offset);
                run = new SegmentRun(segment, scanner.Offset, scanner.Head, scanner.Seal, scanner.Size);
                contradicts = false;
            }
            else
            {
                run.Extend(scanner.Head, scanner.Seal, scanner.Size);
            }
            contradicts |= Contradicts(scanner);
            Note(scanner);
            end = run.End;
        }
        AddRun(run, contradicts);
        AddBytes(segment, end, Room.EndOfData(bytes, end, length));
        if (bytes.Damage.Count > 0)
            _notAsWritten.Add((segment, string.Join("; ", bytes.Damage.Take(5))));
    }

    /// <summary>Whether a run goes on after a repetition of its own records, which would otherwise take the rest along.</summary>
    private static bool Resumes(SegmentRun? interrupted, SegmentRun run, SegmentScanner scanner) =>
        interrupted is not null && run.First <= interrupted.Last && interrupted.Continues(scanner.Head);

    private void Note(SegmentScanner scanner)
    {
        var marks = default(EventMarks);
        PayloadHead.Note(scanner.Payload, ref marks);
        Zones.Note(scanner.Head.Sequence, scanner.Head.TimestampNs, marks);
    }

    private bool Contradicts(SegmentScanner scanner) =>
        anchor is { } stated && scanner.Head.Sequence == stated.Count && scanner.Seal != stated.Head;

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
