namespace Lighthouse.Readiness.Judging.Statistics;

/// <summary>
/// One-sided confidence bounds for a percentile by order statistics. The number of samples at or below the true percentile is
/// binomial whatever the shape of the distribution, so the bounds hold without assuming one (Hahn and Meeker, Statistical
/// Intervals, section 5.2).
/// </summary>
internal static class PercentileBounds
{
    /// <summary>Rank of the sample percentile: the smallest sample that at least <paramref name="percentile"/> per cent do not exceed.</summary>
    // In decimal: 99.9 * 1000 / 100 in binary floating point is a little more than 999 and would be rounded up.
    public static long Rank(double percentile, long samples) =>
        Math.Clamp((long)Math.Ceiling((decimal)percentile * samples / 100), 1, samples);

    /// <summary>Smallest rank whose sample is, at this confidence, not below the true percentile; null when there are too few samples.</summary>
    public static long? UpperRank(double percentile, long samples, double confidence)
    {
        Require(percentile, confidence);
        var chance = percentile / 100;
        if (!HasUpper(chance, samples, confidence))
            return null;
        return First(1, samples, rank => Binomial.AtMost(rank - 1, samples, chance) >= confidence);
    }

    /// <summary>Largest rank whose sample is, at this confidence, not above the true percentile; null when there are too few samples.</summary>
    public static long? LowerRank(double percentile, long samples, double confidence)
    {
        Require(percentile, confidence);
        var chance = percentile / 100;
        if (!HasUpper(1 - chance, samples, confidence))
            return null;
        return First(1, samples, rank => Binomial.AtLeast(rank + 1, samples, chance) < confidence);
    }

    /// <summary>The fewest samples for which <see cref="UpperRank"/> exists: 299 for p99 at 95 %.</summary>
    public static long FewestForUpper(double percentile, double confidence)
    {
        Require(percentile, confidence);
        return Fewest(percentile / 100, confidence);
    }

    /// <summary>The fewest samples for which <see cref="LowerRank"/> exists.</summary>
    public static long FewestForLower(double percentile, double confidence)
    {
        Require(percentile, confidence);
        return Fewest(1 - (percentile / 100), confidence);
    }

    // Even the extreme sample is a bound only when not all samples are likely to fall on its one side.
    private static bool HasUpper(double chance, long samples, double confidence) => samples >= 1 && 1 - Math.Pow(chance, samples) >= confidence;

    private static long Fewest(double chance, double confidence)
    {
        var samples = Math.Max(1, (long)Math.Ceiling(Math.Log(1 - confidence) / Math.Log(chance)));
        while (samples > 1 && HasUpper(chance, samples - 1, confidence))
            samples--;
        while (!HasUpper(chance, samples, confidence))
            samples++;
        return samples;
    }

    /// <summary>The first number from low to high for which a condition, once true, stays true; it is true for high.</summary>
    private static long First(long low, long high, Func<long, bool> holds)
    {
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (holds(middle))
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private static void Require(double percentile, double confidence)
    {
        if (percentile is not (> 0 and < 100))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "LH1007: a percentile lies between 0 and 100.");
        Confidence.Require(confidence);
    }
}
