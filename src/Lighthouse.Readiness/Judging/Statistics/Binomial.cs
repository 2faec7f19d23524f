using MathNet.Numerics;

namespace Lighthouse.Readiness.Judging.Statistics;

/// <summary>The binomial distribution: how many of n trials hit when each hits with the same chance.</summary>
internal static class Binomial
{
    /// <summary>The chance of at most <paramref name="hits"/> hits; exact, by the regularised incomplete beta function.</summary>
    public static double AtMost(long hits, long trials, double chance) =>
        hits < 0 ? 0
        : hits >= trials ? 1
        : SpecialFunctions.BetaRegularized(trials - hits, hits + 1.0, 1 - chance);

    /// <summary>The chance of at least <paramref name="hits"/> hits, not as a difference from 1: a small chance keeps its digits.</summary>
    public static double AtLeast(long hits, long trials, double chance) =>
        hits <= 0 ? 1
        : hits > trials ? 0
        : SpecialFunctions.BetaRegularized(hits, trials - hits + 1.0, chance);
}
