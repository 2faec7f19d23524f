using Lighthouse.Readiness.Judging;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>A defect that can be seeded into the system under test, and the gate that must catch it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CaughtBy">Id of the gate.</param>
/// <param name="Description">What is wrong with the system that has it.</param>
public sealed record Defect(string Name, string CaughtBy, string Description)
{
    /// <summary>What the gate must say of it: Failed, unless the defect takes away what the gate could be judged by.</summary>
    public Verdict CaughtAs { get; init; } = Verdict.Failed;
}
