using Lighthouse.Pipeline.Days;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>Knows the seeded defects of the system under test.</summary>
public interface IDefectProvider
{
    /// <summary>Every defect; asked for after the build.</summary>
    IReadOnlyList<Defect> Defects { get; }

    /// <summary>The system with one defect.</summary>
    ITargetProvider With(Defect defect);
}
