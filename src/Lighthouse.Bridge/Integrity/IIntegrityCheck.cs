namespace Lighthouse.Bridge.Integrity;

/// <summary>Finds one kind of violation. All checks look at the same pass over the stored bytes; no two passes run at once.</summary>
public interface IIntegrityCheck
{
    /// <summary>The kind that it finds: one of <see cref="IntegrityKind"/>.</summary>
    string Kind { get; }

    /// <summary>A pass begins.</summary>
    void Begin(IntegrityPass pass, ICollection<IntegrityFinding> found);

    /// <summary>The next piece of the stored bytes, in the order of the files and within them.</summary>
    void Look(in StoredPiece piece, ICollection<IntegrityFinding> found);

    /// <summary>The pass has seen everything.</summary>
    void End(IntegrityPass pass, ICollection<IntegrityFinding> found);
}
