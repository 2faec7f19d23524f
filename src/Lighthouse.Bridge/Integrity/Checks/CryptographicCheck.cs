using System.Text;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Anchoring;
using Lighthouse.Bridge.Events.Archiving;
using Lighthouse.Bridge.State.Snapshots;

namespace Lighthouse.Bridge.Integrity.Checks;

/// <summary>Statements about the events that do not verify: the anchor, the floor, a snapshot; or a key that does not do what it must.</summary>
internal sealed class CryptographicCheck(IRecordSeal seal, SnapshotFiles snapshots) : IIntegrityCheck
{
    private const int Attempts = 20;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(5);

    public string Kind => IntegrityKind.CryptographicFailure;

    public void Begin(IntegrityPass pass, ICollection<IntegrityFinding> found)
    {
        if (!KeyWorks())
            Add(found, "key", "LHB6168: the key of the store seals nothing: what it verifies proves nothing. Stop the bridge.");
        if (AnchorProblem(pass) is { } anchor)
            Add(found, "events.anchor", $"LHB6168: the anchor {anchor}: a cut of the newest events would not show. Restore it from a copy.");
        if (FloorProblem(pass) is { } floor)
            Add(found, FloorFile.Name, $"LHB6168: '{FloorFile.Name}' {floor}. Restore it from a copy.");
        foreach (var path in snapshots.Paths().Where(path => snapshots.Read(path) is null && File.Exists(path)))
            Add(found, Path.GetFileName(path), $"LHB6168: snapshot '{Path.GetFileName(path)}' does not verify and is not used. Remove it.");
    }

    public void Look(in StoredPiece piece, ICollection<IntegrityFinding> found)
    {
    }

    public void End(IntegrityPass pass, ICollection<IntegrityFinding> found)
    {
    }

    /// <summary>Whether the key seals what it should and nothing else.</summary>
    private bool KeyWorks()
    {
        var content = Encoding.ASCII.GetBytes("a content that is sealed to try the key");
        Span<byte> computed = stackalloc byte[IRecordSeal.Size];
        seal.Compute(content, computed);
        var isSealed = seal.Verify(content, computed);
        content[0] ^= 1;
        return isSealed && !seal.Verify(content, computed);
    }

    private string? AnchorProblem(IntegrityPass pass)
    {
        string? problem = null;
        // The writer may be in the middle of a slot: only what stays so is a problem.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var state = AnchorFile.Read(pass.Directory, seal);
            problem = !state.Exists ? "is missing"
                : !state.Sound ? "does not verify"
                : state.Anchor!.Value.Count < pass.LastSequence ? "states fewer events than were acknowledged"
                : pass.KnownSeals.TryGetValue(state.Anchor.Value.Count, out var known) && known != state.Anchor.Value.Head ? "states another newest event than was stored"
                : null;
            if (problem is null)
                return null;
            Thread.Sleep(BetweenAttempts);
        }
        return problem;
    }

    private string? FloorProblem(IntegrityPass pass)
    {
        var (floor, isDamaged) = FloorFile.Read(pass.Directory, seal);
        return isDamaged ? "does not verify"
            : floor.FirstSequence < pass.FirstSequence || (floor.FirstSequence == pass.FirstSequence && floor.Previous != pass.Previous) ? "does not state what retention removed"
            : null;
    }

    private void Add(ICollection<IntegrityFinding> found, string subject, string detail) => found.Add(new(Kind, subject, 0, 0, detail));
}
