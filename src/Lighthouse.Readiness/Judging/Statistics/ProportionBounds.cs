namespace Lighthouse.Readiness.Judging.Statistics;

/// <summary>One-sided exact confidence bounds for a proportion (Clopper and Pearson, Biometrika 26, 1934).</summary>
internal static class ProportionBounds
{
    /// <summary>The largest proportion that so few hits do not contradict.</summary>
    public static double Upper(long hits, long trials, double confidence)
    {
        Require(hits, trials, confidence);
        return hits == trials ? 1 : Crossing(chance => Binomial.AtMost(hits, trials, chance) > 1 - confidence).Above;
    }

    /// <summary>The smallest proportion that so many hits do not contradict.</summary>
    public static double Lower(long hits, long trials, double confidence)
    {
        Require(hits, trials, confidence);
        return hits == 0 ? 0 : Crossing(chance => Binomial.AtLeast(hits, trials, chance) < 1 - confidence).Below;
    }

    /// <summary>Where a condition that holds near 0 and not near 1 turns; the two doubles on its sides, so that a bound errs to the safe one.</summary>
    private static (double Below, double Above) Crossing(Func<double, bool> holds)
    {
        var (below, above) = (0.0, 1.0);
        while ((below + above) / 2 is var middle && middle > below && middle < above)
        {
            if (holds(middle))
                below = middle;
            else
                above = middle;
        }

        return (below, above);
    }

    private static void Require(long hits, long trials, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hits, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        Confidence.Require(confidence);
    }
}
