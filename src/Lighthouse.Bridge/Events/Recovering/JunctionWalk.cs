using Lighthouse.Bridge.Events.Archiving;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>Walks the pieces in the order in which they lie and states every place that is not as it was written.</summary>
internal sealed class JunctionWalk(IReadOnlySet<SegmentRun> served, IReadOnlySet<SegmentRun> foreign, Floor floor)
{
    private readonly List<IntegrityViolation> _violations = [];
    private readonly HashSet<SegmentFile> _damagedSegments = [];
    private Junction _junction = new(floor.FirstSequence);
    private long _number = floor.FirstSegment - 1;

    /// <summary>The segments that hold anything but served events.</summary>
    public IReadOnlySet<SegmentFile> DamagedSegments => _damagedSegments;

    public IReadOnlyList<IntegrityViolation> Violations => _violations;

    /// <summary>Walks.</summary>
    /// <param name="segments">All segments.</param>
    /// <param name="pieces">What they hold.</param>
    /// <param name="highest">Highest sequence that was ever given out.</param>
    public void Walk(IReadOnlyList<SegmentFile> segments, IReadOnlyList<ScannedPiece> pieces, long highest)
    {
        var bySegment = pieces.ToLookup(piece => piece.Segment);
        foreach (var segment in segments)
        {
            NoteSkippedNumbers(segment);
            foreach (var piece in bySegment[segment])
                Visit(piece);
        }
        Add(_junction.Close(highest, $"end of the store, where the anchor and the records state {highest} events"));
    }

    private void NoteSkippedNumbers(SegmentFile segment)
    {
        if (segment.Number > _number + 1)
            _junction.AddMissingFile(segment.Number == _number + 2 ? $"segment {_number + 1}" : $"segments {_number + 1}..{segment.Number - 1}");
        _number = segment.Number;
    }

    private void Visit(ScannedPiece piece)
    {
        if (piece.Run is { } run && served.Contains(run))
        {
            Add(_junction.Close(run.First - 1, $"before event {run.First} in {piece.Segment.Name}"));
            _junction = new Junction(run.Last + 1);
            return;
        }
        _damagedSegments.Add(piece.Segment);
        if (piece.Run is null)
            _junction.AddBytes(piece);
        else if (foreign.Contains(piece.Run))
            _junction.AddForeign(piece.Run);
        else
            _junction.AddMisplaced(piece.Run);
    }

    private void Add(IntegrityViolation? violation)
    {
        if (violation is not null)
            _violations.Add(violation);
    }
}
