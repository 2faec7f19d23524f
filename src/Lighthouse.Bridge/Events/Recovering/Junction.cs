using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>What lies between two runs of events that are served, and what is missing there.</summary>
internal sealed class Junction(long firstMissing)
{
    private long _damagedBytes;
    private string? _damagedAt;
    private SegmentRun? _foreign;
    private SegmentRun? _misplaced;
    private readonly List<string> _missingFiles = [];

    public void AddBytes(ScannedPiece piece)
    {
        _damagedBytes += piece.End - piece.Start;
        _damagedAt ??= $"{piece.Segment.Name} at byte {piece.Start:N0}";
    }

    public void AddForeign(SegmentRun run) => _foreign ??= run;

    public void AddMisplaced(SegmentRun run) => _misplaced ??= run;

    /// <summary>Notes that a segment number is skipped; that matters only where events are missing too.</summary>
    public void AddMissingFile(string name)
    {
        if (_missingFiles.Count < 3)
            _missingFiles.Add(name);
    }

    /// <summary>The violation, if this is one.</summary>
    /// <param name="lastMissing">Last sequence that is missing here; below the first one when none is.</param>
    /// <param name="place">Where this is, for the message.</param>
    public IntegrityViolation? Close(long lastMissing, string place)
    {
        if (lastMissing < firstMissing && _damagedBytes == 0 && _foreign is null && _misplaced is null)
            return null;
        var (kind, severity) = _foreign is not null ? ("event_tampering", "critical")
            : _damagedBytes > 0 ? ("hash_mismatch", "high")
            : ("sequence_corruption", "high");
        return new IntegrityViolation(kind, severity, firstMissing, lastMissing, Describe(lastMissing, place));
    }

    private string Describe(long lastMissing, string place)
    {
        var parts = new List<string>
        {
            lastMissing < firstMissing
                ? $"LHB6130: {place}: no event is missing, but the bytes are not as written"
                : $"LHB6130: {place}: events {firstMissing}..{lastMissing} are not served",
        };
        if (_missingFiles.Count > 0 && lastMissing >= firstMissing)
            parts.Add($"missing: {string.Join(", ", _missingFiles)}");
        if (_damagedBytes > 0)
            parts.Add($"{_damagedBytes:N0} bytes that verify as no record, first in {_damagedAt}");
        if (_foreign is not null)
            parts.Add($"records {_foreign.First}..{_foreign.Last} of another history in {_foreign.Segment.Name} at byte {_foreign.Start:N0}");
        if (_misplaced is not null)
            parts.Add($"records {_misplaced.First}..{_misplaced.Last} out of place in {_misplaced.Segment.Name} at byte {_misplaced.Start:N0}");
        return string.Join("; ", parts) + ". Keep the files and restore the range from a copy.";
    }
}
