using Lighthouse.Bridge.Configuration;

namespace Lighthouse.Bridge.Integrity.Checks;

/// <summary>Time that runs backwards from one event to the next, or lies ahead of the clock.</summary>
internal sealed class TimestampCheck(BridgeOptions options) : IIntegrityCheck
{
    private readonly long _tolerance = options.Integrity.ClockToleranceMilliseconds * 1_000_000L;
    private StoredRecord? _before;
    private (string File, long First, long Last)? _ahead;
    private long _now;
    private long _last;

    public string Kind => IntegrityKind.TimestampAnomaly;

    public void Begin(IntegrityPass pass, ICollection<IntegrityFinding> found)
    {
        _before = null;
        _ahead = null;
        _now = pass.NowNs;
        _last = pass.LastSequence;
    }

    public void Look(in StoredPiece piece, ICollection<IntegrityFinding> found)
    {
        if (piece.Record is not { } record)
            return;
        if (_before is { } before && record.Sequence == before.Sequence + 1 && record.TimestampNs < before.TimestampNs - _tolerance)
            found.Add(new(
                Kind, piece.File, record.Sequence, record.Sequence,
                $"LHB6158: {piece.File}: event {record.Sequence} is {(before.TimestampNs - record.TimestampNs) / 1e9:N1} s older than the one before it."));
        // What was stored after the pass began lies ahead of its time, not of the clock.
        if (record.Sequence <= _last && record.TimestampNs > _now + _tolerance)
            _ahead = (piece.File, _ahead?.First ?? record.Sequence, record.Sequence);
        else
            CloseAhead(found);
        _before = record;
    }

    public void End(IntegrityPass pass, ICollection<IntegrityFinding> found) => CloseAhead(found);

    private void CloseAhead(ICollection<IntegrityFinding> found)
    {
        if (_ahead is not { } ahead)
            return;
        found.Add(new(Kind, ahead.File, ahead.First, ahead.Last, $"LHB6158: {ahead.File}: events {ahead.First}..{ahead.Last} lie in the future."));
        _ahead = null;
    }
}
