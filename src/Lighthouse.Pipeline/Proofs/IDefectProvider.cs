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

    /// <summary>The container image to scan; null for that of the run.</summary>
    public string? Image { get; init; }
}
