using System.Diagnostics.CodeAnalysis;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>In which order defects are seeded, and which of them may be left out when the time is over.</summary>
/// <param name="Needed">What is seeded however long it takes.</param>
/// <param name="WhileThereIsTime">What is seeded after that, one after the other, and broken off when the time is over.</param>
/// <param name="Time">The time for all of it; null for no limit.</param>
internal sealed record ProofPlan(IReadOnlyList<Defect> Needed, IReadOnlyList<Defect> WhileThereIsTime, TimeSpan? Time)
{
    /// <summary>Of a proof without a limit, all of them. With one, a defect of every gate that the run's profile measures is needed: each of these a GO rests on.</summary>
    /// <param name="defects">What there is.</param>
    /// <param name="isMeasured">Whether the run's profile measures a gate. One that it leaves to a larger profile takes minutes, and comes first of what follows.</param>
    /// <param name="time">The limit; null for none.</param>
    /// <param name="seed">Draws which defect of a gate is needed and in which order the others follow, so that another run tries others.</param>
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It draws which defects are tried; the same seed must draw the same again, and nothing is protected by it.")]
    public static ProofPlan Of(IReadOnlyList<Defect> defects, Func<string, bool> isMeasured, TimeSpan? time, int seed)
    {
        if (time is null)
            return new ProofPlan(defects, [], null);
        var drawn = defects.ToArray();
        new Random(seed).Shuffle(drawn);
        var ofEveryGate = drawn.DistinctBy(defect => defect.CaughtBy).ToHashSet();
        var needed = ofEveryGate.Where(defect => isMeasured(defect.CaughtBy)).ToHashSet();
        return new ProofPlan(
            [.. defects.Where(needed.Contains)],
            [.. drawn.Where(defect => !needed.Contains(defect)).OrderByDescending(ofEveryGate.Contains)],
            time);
    }
}
