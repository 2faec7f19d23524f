using System.Diagnostics.CodeAnalysis;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>In which order defects are seeded, and which of them may be left out when the time is over.</summary>
/// <param name="Needed">What is seeded however long it takes.</param>
/// <param name="WhileThereIsTime">What is seeded after that, one after the other, as long as there is time.</param>
/// <param name="Time">The time for all of it; null for no limit.</param>
internal sealed record ProofPlan(IReadOnlyList<Defect> Needed, IReadOnlyList<Defect> WhileThereIsTime, TimeSpan? Time)
{
    /// <summary>Of a proof without a limit, all of them. With one, a defect of every gate is needed: a gate without a proof would be worth nothing.</summary>
    /// <param name="defects">What there is.</param>
    /// <param name="time">The limit; null for none.</param>
    /// <param name="seed">Draws which defect of a gate is needed and in which order the others follow, so that another run tries others.</param>
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It draws which defects are tried; the same seed must draw the same again, and nothing is protected by it.")]
    public static ProofPlan Of(IReadOnlyList<Defect> defects, TimeSpan? time, int seed)
    {
        if (time is null)
            return new ProofPlan(defects, [], null);
        var drawn = defects.ToArray();
        new Random(seed).Shuffle(drawn);
        var needed = drawn.DistinctBy(defect => defect.CaughtBy).ToHashSet();
        return new ProofPlan([.. defects.Where(needed.Contains)], [.. drawn.Where(defect => !needed.Contains(defect))], time);
    }
}
