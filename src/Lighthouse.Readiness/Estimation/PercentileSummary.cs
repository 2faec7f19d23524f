using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Estimation;

/// <summary>
/// Some percentiles of many numbers, where the numbers themselves are gone. A percentile by itself has no bounds; but a higher one of the
/// same numbers is an upper bound for a lower one when enough numbers lie between the two, and a lower one a lower bound, by the same
/// order statistics as where every number is known. So the bounds hold, and are wide where few percentiles were kept.
/// </summary>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Count">How many numbers there were.</param>
/// <param name="Points">Percentile, from 0 (the smallest) to 100 (the largest), and value.</param>
public sealed record PercentileSummary(Unit Unit, long Count, IReadOnlyList<(double Percentile, double Value)> Points)
{
    /// <summary>The mean; null when it is not known.</summary>
    public double? Mean { get; init; }

    /// <summary>How far a value may lie from the number that it stands for, as a part of it: tools round. Default 0.</summary>
    public double RelativeError { get; init; }

    /// <summary>How far it may lie from it beside that, in the unit. Default 0.</summary>
    public double AbsoluteError { get; init; }

    /// <summary>The value of a percentile that was kept; null when it was not.</summary>
    public double? Point(double percentile) => Points.Where(point => point.Percentile == percentile).Select(point => (double?)point.Value).FirstOrDefault();

    /// <summary>A percentile with the bounds that the others give; null when it was not kept.</summary>
    /// <param name="percentile">Such as 99.</param>
    /// <param name="confidence">Confidence of each bound, from 0.5 to below 1.</param>
    public EstimateObservation? Estimate(double percentile, double confidence)
    {
        Confidence.Require(confidence);
        if (Point(percentile) is not { } value || Count < 1)
            return null;
        var (upperRank, lowerRank) = (PercentileBounds.UpperRank(percentile, Count, confidence), PercentileBounds.LowerRank(percentile, Count, confidence));
        var above = Points.Where(point => upperRank is { } rank && LeastRank(point.Percentile) >= rank).Select(point => (double?)point.Value).Min();
        var below = Points.Where(point => lowerRank is { } rank && MostRank(point.Percentile) <= rank).Select(point => (double?)point.Value).Max();
        return new EstimateObservation(
            new Quantity(value, Unit),
            below is { } lower ? new Quantity(Math.Min(value, Math.Max(0, (lower * (1 - RelativeError)) - AbsoluteError)), Unit) : null,
            above is { } upper ? new Quantity(Math.Max(value, (upper * (1 + RelativeError)) + AbsoluteError), Unit) : null,
            confidence, Count);
    }

    // Tools disagree on what a percentile of a few numbers is, by less than one rank to either side.
    private long LeastRank(double percentile) => percentile >= 100 ? Count : Math.Max(1, (long)Math.Floor((decimal)percentile * Count / 100));

    private long MostRank(double percentile) => percentile <= 0 ? 1 : Math.Min(Count, (long)Math.Ceiling((decimal)percentile * Count / 100) + 1);
}
