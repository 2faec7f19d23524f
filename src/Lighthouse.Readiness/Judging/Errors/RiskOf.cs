using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Normal = MathNet.Numerics.Distributions.Normal;

namespace Lighthouse.Readiness.Judging.Errors;

/// <summary>Works out what chance can do to one criterion.</summary>
internal static class RiskOf
{
    /// <summary>The risk of a criterion.</summary>
    /// <param name="gate">Its gate.</param>
    /// <param name="verdict">The criterion as judged.</param>
    /// <param name="shape">The shape of its metric; null for one that the runbook does not list.</param>
    /// <param name="share">How often one of its measurements may refuse a healthy release; null for its own error level.</param>
    public static CriterionRisk Criterion(string gate, CriterionVerdict verdict, MetricShape? shape, double? share)
    {
        var missed = 1 - verdict.Criterion.Confidence;
        var refused = share ?? missed;
        var measurements = Math.Max(1, verdict.SamplesOfEach.Count);
        return new CriterionRisk(gate, verdict, measurements, missed, refused * measurements, Healthy(verdict, shape, refused));
    }

    private static string Healthy(CriterionVerdict verdict, MetricShape? shape, double refused)
    {
        if (verdict.SamplesOfEach.Count == 0 || verdict.SamplesOfEach.Min() < 1)
            return "not known: nothing was measured";
        var isUpper = verdict.Criterion.Comparison is Comparison.Less or Comparison.LessOrEqual;
        if (shape == MetricShape.Estimate)
            return OfEstimate(verdict, isUpper, refused);

        // A percentile is a proportion in other words: a pass allows so many samples beyond the limit.
        var shares = verdict.SamplesOfEach.Distinct().Select(samples => MostBeyond(verdict.Criterion, isUpper, samples) is { } most ? LargestShare(most, samples, refused) : (double?)null).ToList();
        if (shares.Any(share => share is null))
            return "none: too few samples for a bound";
        var share = shares.Min()!.Value;
        if (verdict.Criterion.Statistic.Kind == StatisticKind.Percentile)
            return $"at most {Percent(share)} of the samples {(isUpper ? "above" : "below")} {verdict.Criterion.Threshold}";
        return isUpper ? $"at most {Percent(share)}" : $"at least {Percent(1 - share)}";
    }

    private static long? MostBeyond(Criterion criterion, bool isUpper, long samples)
    {
        var (percentile, confidence, limit) = (criterion.Statistic.Percentile, criterion.Confidence, criterion.Threshold.InBaseUnit);
        if (criterion.Statistic.Kind != StatisticKind.Percentile)
            return MostHits(samples, isUpper ? limit : 1 - limit, confidence);
        return isUpper
            ? samples - PercentileBounds.UpperRank(percentile, samples, confidence)
            : PercentileBounds.LowerRank(percentile, samples, confidence) - 1;
    }

    // An estimate brings its bounds and not how they were made. Where its error is about normal, it lies as far from the limit as both errors ask for.
    private static string OfEstimate(CriterionVerdict verdict, bool isUpper, double refused)
    {
        var own = Normal.InvCDF(0, 1, verdict.Criterion.Confidence);
        if (verdict.Lower is not { } lower || verdict.Upper is not { } upper || own <= 0)
            return "not known: the measurement gave no bounds that say how far it may be off";
        var other = Normal.InvCDF(0, 1, 1 - refused);
        var threshold = verdict.Criterion.Threshold;
        var distance = (upper.InBaseUnit - lower.InBaseUnit) / 2 * (own + other) / own / threshold.Unit.Factor;
        var limit = threshold with { Value = threshold.Value + (isUpper ? -distance : distance) };
        return $"{(isUpper ? "at most" : "at least")} {limit}, if the error of the estimate is about normal";
    }

    /// <summary>The most hits that still keep the upper bound of a proportion within a limit; null when not even none does.</summary>
    internal static long? MostHits(long trials, double limit, double confidence)
    {
        if (!Holds(0))
            return null;
        var (holds, tooMany) = (0L, trials);
        while (tooMany - holds > 1)
        {
            var middle = holds + ((tooMany - holds) / 2);
            (holds, tooMany) = Holds(middle) ? (middle, tooMany) : (holds, middle);
        }

        return holds;

        bool Holds(long hits) => Binomial.AtMost(hits, trials, limit) <= 1 - confidence;
    }

    /// <summary>The largest chance of a hit at which more than <paramref name="most"/> hits are at most this likely.</summary>
    internal static double LargestShare(long most, long trials, double risk)
    {
        var (below, above) = (0.0, 1.0);
        while ((below + above) / 2 is var middle && middle > below && middle < above)
        {
            if (Binomial.AtLeast(most + 1, trials, middle) <= risk)
                below = middle;
            else
                above = middle;
        }

        return below;
    }

    private static string Percent(double share) => new Quantity(share, Unit.Ratio).In(Unit.Percent).ToString();
}
