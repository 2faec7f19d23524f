using System.Globalization;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>Says what would settle a criterion that a measurement left open.</summary>
internal static class Remedy
{
    private const long MostTrials = 1L << 32;

    public static string For(Criterion criterion, Observation observation, Estimate estimate) => observation switch
    {
        _ when criterion.Statistic.Kind == StatisticKind.Samples =>
            $"needs {Demand.Allowed(criterion)} samples; {Number(criterion.Threshold.Value - observation.Samples)} are missing.",
        ProportionObservation seen => Proportion(criterion, seen, estimate),
        EstimateObservation seen => OfEstimate(criterion, seen, estimate),
        _ => Percentile(criterion, estimate, observation.Samples),
    };

    private static string OfEstimate(Criterion criterion, EstimateObservation seen, Estimate estimate) =>
        seen.Confidence < criterion.Confidence ? $"its bounds hold at {Number(seen.Confidence * 100)} % confidence, {Number(criterion.Confidence * 100)} % is asked for."
        : estimate is { Lower: not null, Upper: not null } ? "what is allowed lies between the bounds; a longer measurement narrows them."
        : $"{Number(seen.Count)} observations are too few for a bound.";

    private static string Percentile(Criterion criterion, Estimate estimate, long samples)
    {
        var upper = criterion.Comparison is Comparison.Less or Comparison.LessOrEqual;
        if ((upper ? estimate.Upper : estimate.Lower) is not null)
            return "what is allowed lies between the bounds; more samples narrow them.";
        var fewest = upper
            ? PercentileBounds.FewestForUpper(criterion.Statistic.Percentile, criterion.Confidence)
            : PercentileBounds.FewestForLower(criterion.Statistic.Percentile, criterion.Confidence);
        return $"needs at least {Number(fewest)} samples; had {Number(samples)}.";
    }

    private static string Proportion(Criterion criterion, ProportionObservation seen, Estimate estimate)
    {
        if (!Demand.IsMetByAll(criterion, estimate.Point, estimate.Point))
            return "the measured number itself is not allowed, but could be chance; more trials tell.";
        var rate = (double)seen.Hits / seen.Trials;
        var enough = seen.Trials;
        while (enough < MostTrials && !Settles(criterion, rate, enough))
            enough *= 2;
        if (enough >= MostTrials)
            return "what is allowed lies between the bounds; more trials narrow them.";
        return $"needs about {Number(Least(criterion, rate, enough / 2, enough))} trials at this rate; had {Number(seen.Trials)}.";
    }

    private static long Least(Criterion criterion, double rate, long tooFew, long enough)
    {
        while (enough - tooFew > 1)
        {
            var middle = tooFew + ((enough - tooFew) / 2);
            if (Settles(criterion, rate, middle))
                enough = middle;
            else
                tooFew = middle;
        }

        return enough;
    }

    // The bound meets the threshold exactly when the threshold itself would make so many hits unlikely; that is one evaluation
    // where finding the bound takes sixty.
    private static bool Settles(Criterion criterion, double rate, long trials)
    {
        var hits = (long)Math.Round(rate * trials);
        var threshold = criterion.Threshold.InBaseUnit;
        return criterion.Comparison switch
        {
            Comparison.Less or Comparison.LessOrEqual => Binomial.AtMost(hits, trials, threshold) <= 1 - criterion.Confidence,
            Comparison.GreaterOrEqual or Comparison.Greater => Binomial.AtLeast(hits, trials, threshold) <= 1 - criterion.Confidence,
            _ => false,
        };
    }

    private static string Number(double value) => value.ToString("#,##0.##", CultureInfo.InvariantCulture);
}
