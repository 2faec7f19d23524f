using Lighthouse.Readiness.Judging;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>What came out of a proof.</summary>
/// <param name="Clean">How the system as it is fared.</param>
/// <param name="Proofs">What was seeded, in the order of seeding.</param>
/// <param name="Plan">What was to be seeded.</param>
internal sealed record ProvenGates(CleanRuns Clean, IReadOnlyList<Proof> Proofs, ProofPlan Plan)
{
    /// <summary>What refused the system as it is in a larger profile than the run's and was measured once more.</summary>
    public IReadOnlyList<GateVerdict> AskedAgainAlone { get; init; } = [];

    /// <summary>Every gate that did not pass without a defect at first and was measured once more.</summary>
    public IEnumerable<GateVerdict> AskedAgain => Clean.AskedAgain.Concat(AskedAgainAlone);

    /// <summary>What the time did not suffice for.</summary>
    public IReadOnlyList<Defect> Left => [.. Plan.WhileThereIsTime.Except(Proofs.Select(proof => proof.Defect))];

    /// <summary>The gates of which the time did not suffice for a single defect: nothing is known of them.</summary>
    public IReadOnlyList<string> GatesLeft => [.. Left.Select(defect => defect.CaughtBy).Except(Proofs.Select(proof => proof.Defect.CaughtBy)).Order(StringComparer.Ordinal)];
}
