using System.Globalization;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;
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
        ProportionObservation seen => Proportion(criterion, seen),
        EstimateObservation seen => OfEstimate(criterion, seen, estimate),
        DistributionObservation seen => Percentile(criterion, estimate, seen.Distribution),
        _ => "measure it again.",
    };

    private static string OfEstimate(Criterion criterion, EstimateObservation seen, Estimate estimate) =>
        seen.Confidence < criterion.Confidence ? $"its bounds hold at {Number(seen.Confidence * 100)} % confidence, {Number(criterion.Confidence * 100)} % is asked for."
        : estimate.Lower is not null && estimate.Upper is not null ? "what is allowed lies between the bounds; a longer measurement narrows them."
        : $"{Number(seen.Count)} observations are too few for a bound.";

    private static string Percentile(Criterion criterion, Estimate estimate, Distribution seen)
    {
        var upper = criterion.Comparison is Comparison.Less or Comparison.LessOrEqual;
        if ((upper ? estimate.Upper : estimate.Lower) is null)
        {
            var fewest = upper
                ? PercentileBounds.FewestForUpper(criterion.Statistic.Percentile, criterion.Confidence)
                : PercentileBounds.FewestForLower(criterion.Statistic.Percentile, criterion.Confidence);
            return $"needs at least {Number(fewest)} samples; had {Number(seen.Count)}.";
        }

        // A percentile holds when few enough samples lie beyond its limit: it is settled as that proportion is.
        var beyond = seen.Buckets.Where(bucket => !Demand.IsMetByAll(criterion, new Quantity(bucket.Value, seen.Unit), new Quantity(bucket.Value, seen.Unit))).Sum(bucket => bucket.Count);
        var share = criterion.Statistic.Percentile / 100;
        return Settled(new Counted(beyond, seen.Count, upper ? 1 - share : share, criterion.Confidence), "samples");
    }

    private static string Proportion(Criterion criterion, ProportionObservation seen)
    {
        var limit = criterion.Threshold.InBaseUnit;
        return Settled(
            criterion.Comparison is Comparison.Less or Comparison.LessOrEqual
                ? new Counted(seen.Hits, seen.Trials, limit, criterion.Confidence)
                : new Counted(seen.Trials - seen.Hits, seen.Trials, 1 - limit, criterion.Confidence),
            "trials");
    }

    private static string Settled(Counted seen, string things)
    {
        var enough = seen.Trials;
        while (enough < MostTrials && !seen.Settles(enough))
            enough *= 2;
        return enough >= MostTrials
            ? $"what is allowed lies between the bounds; more {things} narrow them."
            : $"{(seen.IsWithin ? "" : "the measured number itself is not allowed, but could be chance; ")}needs about {Number(Least(seen, enough / 2, enough))} {things} at this rate; had {Number(seen.Trials)}.";
    }

    private static long Least(Counted seen, long tooFew, long enough)
    {
        while (enough - tooFew > 1)
        {
            var middle = tooFew + ((enough - tooFew) / 2);
            if (seen.Settles(middle))
                enough = middle;
            else
                tooFew = middle;
        }

        return enough;
    }

    private static string Number(double value) => value.ToString("#,##0.##", CultureInfo.InvariantCulture);

    /// <summary>So many of so many lie beyond a limit, of which at most a share is allowed.</summary>
    private sealed record Counted(long Beyond, long Trials, double Share, double Confidence)
    {
        private double Rate => (double)Beyond / Trials;

        public bool IsWithin => Rate <= Share;

        // The bound meets the share exactly when the share itself would make so many, or so few, unlikely; that is one evaluation
        // where finding the bound takes sixty.
        public bool Settles(long trials)
        {
            var beyond = (long)Math.Round(Rate * trials);
            return (IsWithin ? Binomial.AtMost(beyond, trials, Share) : Binomial.AtLeast(beyond, trials, Share)) <= 1 - Confidence;
        }
    }
}
