namespace Lighthouse.Readiness.Estimation;

/// <summary>
/// Finds where a row of numbers changed its level and stayed there: Pettitt's test (Applied Statistics 28, 1979), which compares all
/// that came before a place with all that came after it by ranks, and then the same in each of the two parts (binary segmentation). One
/// number that is far off is no change.
/// </summary>
public static class ChangePoints
{
    /// <summary>Fewest numbers on each side of a change.</summary>
    public const int FewestOnASide = 3;

    /// <summary>Most numbers: a longer history is cut to its newest.</summary>
    public const int Most = 1000;

    private const int Near = 5;

    /// <summary>The changes, oldest first.</summary>
    /// <param name="history">Numbers in the order of time, at most <see cref="Most"/>.</param>
    /// <param name="errorRate">The chance of seeing a change in a row that has none, from above 0 to 0.5; each part that is looked at again is tested at the same.</param>
    /// <exception cref="ArgumentException">There are too many numbers, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The error rate is none.</exception>
    public static IReadOnlyList<ChangePoint> In(IReadOnlyList<double> history, double errorRate)
    {
        if (errorRate is not (> 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(errorRate), errorRate, "LH1014: an error rate lies above 0 and at most at 0.5.");
        if (history.Count > Most || history.Any(number => !double.IsFinite(number)))
            throw new ArgumentException($"LH1014: a history has at most {Most} finite numbers.");
        var found = new List<ChangePoint>();
        Search(history, 0, history.Count, errorRate, found);
        return [.. found.OrderBy(change => change.At)];
    }

    private static void Search(IReadOnlyList<double> history, int from, int to, double errorRate, List<ChangePoint> found)
    {
        if (to - from < 2 * FewestOnASide)
            return;
        var (near, chance) = Likeliest(history, from, to);
        if (chance > errorRate)
            return;
        var at = Sharpest(history, from, near, to);
        found.Add(new ChangePoint(at, Median(history, from, at), Median(history, at, to), chance));
        Search(history, from, at, errorRate, found);
        Search(history, at, to, errorRate, found);
    }

    private static (int At, double Chance) Likeliest(IReadOnlyList<double> history, int from, int to)
    {
        var (best, at, statistic) = (0L, from, 0L);
        for (var place = from + 1; place < to; place++)
        {
            for (var other = from; other < to; other++)
                statistic += Math.Sign(history[other].CompareTo(history[place - 1]));
            if (place - from >= FewestOnASide && to - place >= FewestOnASide && Math.Abs(statistic) > best)
                (best, at) = (Math.Abs(statistic), place);
        }

        double length = to - from;
        return (at, Math.Min(1, 2 * Math.Exp(-6.0 * best * best / ((length * length * length) + (length * length)))));
    }

    // Ranks tell that there is a change better than where: of the places near by, the one at which the two levels fit best.
    private static int Sharpest(IReadOnlyList<double> history, int from, int near, int to)
    {
        var (first, last) = (Math.Max(from + FewestOnASide, near - Near), Math.Min(to - FewestOnASide, near + Near));
        return Enumerable.Range(first, last - first + 1).MinBy(at => Spread(history, from, at) + Spread(history, at, to));
    }

    private static double Spread(IReadOnlyList<double> history, int from, int to)
    {
        var level = Median(history, from, to);
        return Enumerable.Range(from, to - from).Sum(index => Math.Abs(history[index] - level));
    }

    private static double Median(IReadOnlyList<double> history, int from, int to)
    {
        double[] part = [.. Enumerable.Range(from, to - from).Select(index => history[index]).Order()];
        return (part[(part.Length - 1) / 2] + part[part.Length / 2]) / 2;
    }
}

/// <summary>A change of level in a row of numbers.</summary>
/// <param name="At">Index of the first number of the new level.</param>
/// <param name="Before">Median before it, back to the change before.</param>
/// <param name="After">Median from it on, up to the next change of its part.</param>
/// <param name="Chance">How likely a row without a change would show one as clear.</param>
public sealed record ChangePoint(int At, double Before, double After, double Chance);
