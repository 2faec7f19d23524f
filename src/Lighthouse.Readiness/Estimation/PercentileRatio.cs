using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Estimation;

/// <summary>
/// How many times as long one thing takes as another, by a percentile of each. Its bounds are those of the two percentiles by order statistics,
/// each at half the allowed error (Bonferroni), so that they hold whatever the shapes of the two distributions and err to the wide side.
/// </summary>
public static class PercentileRatio
{
    /// <summary>Estimates the ratio of <paramref name="candidate"/> to <paramref name="baseline"/>: below 1 the candidate is faster.</summary>
    /// <param name="candidate">What is compared; in any unit of the baseline's dimension.</param>
    /// <param name="baseline">What it is compared with.</param>
    /// <param name="percentile">Such as 99.</param>
    /// <param name="confidence">Confidence of each bound, from 0.5 to below 1.</param>
    /// <exception cref="ArgumentException">A distribution is empty, or the baseline's percentile is not above zero.</exception>
    public static EstimateObservation Of(Distribution candidate, Distribution baseline, double percentile, double confidence)
    {
        Confidence.Require(confidence);
        if (candidate.Count == 0 || baseline.Count == 0)
            throw new ArgumentException("LH1011: a ratio of percentiles needs samples of both; one distribution is empty.");
        var each = 1 - ((1 - confidence) / 2);
        var (over, under) = (Bounds(candidate, percentile, each), Bounds(baseline, percentile, each));
        return new EstimateObservation(
            Ratio(over.Point, under.Point)
                ?? throw new ArgumentException($"LH1011: the baseline's p{percentile} is {under.Point}; a ratio needs one above zero."),
            Ratio(over.Lower, under.Upper), Ratio(over.Upper, under.Lower), confidence, Math.Min(candidate.Count, baseline.Count));
    }

    private static (Quantity Point, Quantity? Lower, Quantity? Upper) Bounds(Distribution many, double percentile, double confidence) => (
        many.AtRank(PercentileBounds.Rank(percentile, many.Count)),
        PercentileBounds.LowerRank(percentile, many.Count, confidence) is { } lower ? many.AtRank(lower) : null,
        PercentileBounds.UpperRank(percentile, many.Count, confidence) is { } upper ? many.AtRank(upper) : null);

    private static Quantity? Ratio(Quantity? over, Quantity? under) =>
        over is { } top && under is { InBaseUnit: > 0 } bottom ? new Quantity(top.InBaseUnit / bottom.InBaseUnit, Unit.Ratio) : null;
}
