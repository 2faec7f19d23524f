using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Integrity.Checks;

/// <summary>Sealed records that are not the ones that were stored: the next one, or the bridge's memory, contradicts.</summary>
internal sealed class TamperingCheck : IIntegrityCheck
{
    private IReadOnlyDictionary<long, SealValue> _known = new Dictionary<long, SealValue>();
    private (long Sequence, SealValue Seal) _before;

    public string Kind => IntegrityKind.EventTampering;

    public void Begin(IntegrityPass pass, ICollection<IntegrityFinding> found)
    {
        _known = pass.KnownSeals;
        _before = (pass.FirstSequence - 1, pass.Previous);
    }

    public void Look(in StoredPiece piece, ICollection<IntegrityFinding> found)
    {
        if (piece.Record is not { } record)
            return;
        if (record.Sequence == _before.Sequence + 1 && record.Previous != _before.Seal)
        {
            var suspect = Math.Max(1, _before.Sequence);
            found.Add(new(
                Kind, piece.File, suspect, record.Sequence, $"LHB6159: {piece.File}: events {suspect} and {record.Sequence} are sealed, but the one does not go on from the other."));
        }
        if (_known.TryGetValue(record.Sequence, out var known) && known != record.Seal)
            found.Add(new(Kind, piece.File, record.Sequence, record.Sequence, $"LHB6159: {piece.File}: event {record.Sequence} is sealed, but it is not the one that was stored."));
        _before = (record.Sequence, record.Seal);
    }

    public void End(IntegrityPass pass, ICollection<IntegrityFinding> found)
    {
    }
}
