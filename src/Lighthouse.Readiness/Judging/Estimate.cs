using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>The number that a criterion looks at, and the bounds within which the truth lies at the criterion's confidence.</summary>
/// <param name="Point">The measured number.</param>
/// <param name="Lower">Lower bound; the point itself where the criterion compares the point; null when there are too few samples for one.</param>
/// <param name="Upper">Upper bound, likewise.</param>
/// <param name="IsBounded">Whether the bounds are confidence bounds rather than the point itself.</param>
internal sealed record Estimate(Quantity Point, Quantity? Lower, Quantity? Upper, bool IsBounded)
{
    /// <summary>Makes the estimate; null when an observation of this shape has no such number.</summary>
    public static Estimate? Of(Criterion criterion, Observation observation) => (criterion.Statistic.Kind, observation) switch
    {
        (StatisticKind.Samples, _) => Exactly(Quantity.Count(observation.Samples)),
        (StatisticKind.Value, ScalarObservation scalar) => Exactly(scalar.Value),
        (StatisticKind.Value, ProportionObservation proportion) => Bounded(proportion, criterion.Confidence),
        (StatisticKind.Value, EstimateObservation estimate) => Bounded(estimate, criterion.Confidence),
        (StatisticKind.Mean, DistributionObservation many) => Exactly(many.Distribution.Mean()),
        (StatisticKind.Min, DistributionObservation many) => Exactly(many.Distribution.AtRank(1)),
        (StatisticKind.Max, DistributionObservation many) => Exactly(many.Distribution.AtRank(many.Distribution.Count)),
        (StatisticKind.Percentile, DistributionObservation many) => Bounded(many.Distribution, criterion.Statistic.Percentile, criterion.Confidence),
        _ => null,
    };

    private static Estimate Exactly(Quantity number) => new(number, number, number, IsBounded: false);

    private static Estimate Bounded(ProportionObservation seen, double confidence) => new(
        new Quantity((double)seen.Hits / seen.Trials, Unit.Ratio),
        new Quantity(ProportionBounds.Lower(seen.Hits, seen.Trials, confidence), Unit.Ratio),
        new Quantity(ProportionBounds.Upper(seen.Hits, seen.Trials, confidence), Unit.Ratio),
        IsBounded: true);

    // Bounds of a lower confidence than the criterion asks for say nothing at the one that it does.
    private static Estimate Bounded(EstimateObservation seen, double confidence) => seen.Confidence >= confidence
        ? new(seen.Value, seen.Lower, seen.Upper, IsBounded: true)
        : new(seen.Value, null, null, IsBounded: true);

    private static Estimate Bounded(Distribution seen, double percentile, double confidence) => new(
        seen.AtRank(PercentileBounds.Rank(percentile, seen.Count)),
        PercentileBounds.LowerRank(percentile, seen.Count, confidence) is { } lower ? seen.AtRank(lower) : null,
        PercentileBounds.UpperRank(percentile, seen.Count, confidence) is { } upper ? seen.AtRank(upper) : null,
        IsBounded: true);
}
