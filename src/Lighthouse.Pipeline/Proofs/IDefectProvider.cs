using Lighthouse.Pipeline.Days;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>Says which defects can be seeded, and into what.</summary>
public interface IDefectProvider
{
    /// <summary>The defects.</summary>
    IReadOnlyList<Defect> Defects { get; }

    /// <summary>What is measured with one defect in it.</summary>
    /// <param name="defect">One of <see cref="Defects"/>.</param>
    /// <param name="folder">An existing empty folder of its own, for what has to be copied to be spoiled; it is removed after the proof.</param>
    SeededSystem Seed(Defect defect, string folder);

    /// <summary>Why the defects of a gate can not be tried on this machine; null when they can.</summary>
    /// <param name="gate">The gate's id.</param>
    string? WhyNotHere(string gate) => null;

    /// <summary>Whether a gate compares with a baseline, which the proof then records of the system as it is before it proves anything.</summary>
    /// <param name="gate">The gate's id.</param>
    bool NeedsBaseline(string gate) => false;

    /// <summary>
    /// What is measured, with nothing wrong in it, to see that a gate passes which the run's profile leaves to a larger one; null for the system
    /// as it is.
    /// </summary>
    /// <param name="gate">The gate's id.</param>
    /// <param name="folder">An existing empty folder of its own; it is removed after the proof.</param>
    SeededSystem? Sound(string gate, string folder) => null;
}

/// <summary>A system with a defect in it.</summary>
/// <param name="Target">The system under test.</param>
public sealed record SeededSystem(ITargetProvider Target)
{
    /// <summary>Root of the code that is scanned; null for the repository itself.</summary>
    public string? Repository { get; init; }

    /// <summary>Folder of advisories; null for those of the run.</summary>
    public string? Advisories { get; init; }

    /// <summary>Folder of other scanners' SARIF files; null for that of the run.</summary>
    public string? Sarif { get; init; }

    /// <summary>Folder of baselines to compare with; null for none.</summary>
    public string? Baselines { get; init; }

    /// <summary>The container image to scan; null for that of the run.</summary>
    public string? Image { get; init; }
}
