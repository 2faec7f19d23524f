namespace Lighthouse.Bridge.Integrity.Checks;

/// <summary>Missing, repeated or moved records where no damaged bytes explain it.</summary>
internal sealed class SequenceCheck : IIntegrityCheck
{
    private long _next;
    private bool _isExplained;
    private string _file = "";

    public string Kind => IntegrityKind.SequenceCorruption;

    public void Begin(IntegrityPass pass, ICollection<IntegrityFinding> found)
    {
        _next = pass.FirstSequence;
        _isExplained = false;
        _file = "store";
    }

    public void Look(in StoredPiece piece, ICollection<IntegrityFinding> found)
    {
        _file = piece.File;
        if (piece.Record is not { } record)
        {
            _isExplained = true;
            return;
        }
        if (record.Sequence < _next)
            found.Add(new(Kind, piece.File, record.Sequence, record.Sequence, $"LHB6157: {piece.File}: event {record.Sequence} stands behind event {_next - 1}, at byte {piece.Offset:N0}."));
        else
            Missing(record.Sequence - 1, found);
        _next = Math.Max(_next, record.Sequence + 1);
        _isExplained = false;
    }

    public void End(IntegrityPass pass, ICollection<IntegrityFinding> found) => Missing(pass.LastSequence, found);

    private void Missing(long last, ICollection<IntegrityFinding> found)
    {
        if (last >= _next && !_isExplained)
            found.Add(new(Kind, _file, _next, last, $"LHB6157: {_file}: events {_next}..{last} are missing before it or at its end. Restore the range from a copy."));
    }
}
