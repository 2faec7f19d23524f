namespace Lighthouse.Bridge.Integrity.Checks;

/// <summary>Bytes that verify as no record.</summary>
internal sealed class HashMismatchCheck : IIntegrityCheck
{
    private long _next;
    private StoredPiece? _damaged;

    public string Kind => IntegrityKind.HashMismatch;

    public void Begin(IntegrityPass pass, ICollection<IntegrityFinding> found)
    {
        _next = pass.FirstSequence;
        _damaged = null;
    }

    public void Look(in StoredPiece piece, ICollection<IntegrityFinding> found)
    {
        if (piece.Record is not { } record)
        {
            _damaged ??= piece;
            return;
        }
        Close(record.Sequence - 1, found);
        _next = Math.Max(_next, record.Sequence + 1);
    }

    public void End(IntegrityPass pass, ICollection<IntegrityFinding> found) => Close(pass.LastSequence, found);

    private void Close(long lastMissing, ICollection<IntegrityFinding> found)
    {
        if (_damaged is not { } damaged)
            return;
        var detail = damaged.Note ?? $"bytes that verify as no record, from byte {damaged.Offset:N0}";
        found.Add(new(Kind, damaged.File, _next, Math.Max(_next - 1, lastMissing), $"LHB6156: {damaged.File}: {detail}. Restore the file from a copy."));
        _damaged = null;
    }
}
