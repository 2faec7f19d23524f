using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Estimation;

/// <summary>
/// How many times as large a number is in some runs as in others, each run being one observation: the median of the ratios of all pairs
/// (Hodges and Lehmann, Annals of Mathematical Statistics 34, 1963), with bounds from the exact distribution of Mann and Whitney's
/// statistic. Nothing is assumed but that the runs are independent and that the two sides differ by a factor.
/// </summary>
public static class RunRatio
{
    /// <summary>Most runs of one side.</summary>
    public const int MostRuns = 50;

    /// <summary>Estimates the ratio of <paramref name="candidate"/> to <paramref name="baseline"/>.</summary>
    /// <param name="candidate">A number above zero for each run; 1 to <see cref="MostRuns"/>.</param>
    /// <param name="baseline">The same of the other side, in the same unit.</param>
    /// <param name="confidence">Confidence of each bound, from 0.5 to below 1.</param>
    /// <exception cref="ArgumentException">A side has no run or too many, or a number is not finite and above zero.</exception>
    public static EstimateObservation Of(IReadOnlyList<double> candidate, IReadOnlyList<double> baseline, double confidence)
    {
        Confidence.Require(confidence);
        var ratios = Ratios(candidate, baseline);
        var rank = MannWhitney.UpperRank(candidate.Count, baseline.Count, confidence);
        return new EstimateObservation(
            new Quantity((ratios[(ratios.Length - 1) / 2] + ratios[ratios.Length / 2]) / 2, Unit.Ratio),
            rank is { } lower ? new Quantity(ratios[^lower], Unit.Ratio) : null,
            rank is { } upper ? new Quantity(ratios[upper - 1], Unit.Ratio) : null,
            confidence, Math.Min(candidate.Count, baseline.Count));
    }

    /// <summary>
    /// How likely runs that are at most so many times as large would look at least as much larger as these do. Small: the true ratio is
    /// above <paramref name="most"/>. Equal numbers count as not larger, so that a tie proves nothing.
    /// </summary>
    /// <param name="candidate">As for <see cref="Of"/>.</param>
    /// <param name="baseline">As for <see cref="Of"/>.</param>
    /// <param name="most">The ratio, such as 1.15.</param>
    /// <exception cref="ArgumentException">A side has no run or too many, or a number is not finite and above zero.</exception>
    public static double ChanceOfAtMost(IReadOnlyList<double> candidate, IReadOnlyList<double> baseline, double most) =>
        MannWhitney.AtLeast(Ratios(candidate, baseline).LongCount(ratio => ratio > most), candidate.Count, baseline.Count);

    private static double[] Ratios(IReadOnlyList<double> candidate, IReadOnlyList<double> baseline)
    {
        Require(candidate);
        Require(baseline);
        return [.. candidate.SelectMany(_ => baseline, (one, other) => one / other).Order()];
    }

    private static void Require(IReadOnlyList<double> runs)
    {
        if (runs.Count is < 1 or > MostRuns)
            throw new ArgumentException($"LH1013: {runs.Count} runs; a comparison needs 1 to {MostRuns} of each side.");
        if (runs.FirstOrDefault(run => !double.IsFinite(run) || run <= 0, 1) is var bad && bad != 1)
            throw new ArgumentException($"LH1013: a run measured {bad}; a ratio needs finite numbers above zero.");
    }
}
