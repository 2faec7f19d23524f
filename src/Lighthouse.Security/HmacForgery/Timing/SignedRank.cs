namespace Lighthouse.Security.HmacForgery.Timing;

/// <summary>
/// Wilcoxon's signed-rank test: whether differences lie around zero. The order within each pair is random, so without a real difference each
/// sign is as likely as the other, whatever the noise is like: no outlier, drift or pause makes the test say more than it may.
/// </summary>
internal static class SignedRank
{
    /// <summary>How many standard deviations the sum of ranks is from what chance alone would give; positive when the differences are.</summary>
    public static double Score(IReadOnlyList<double> differences)
    {
        var ordered = differences.Where(one => one != 0).OrderBy(Math.Abs).ToArray();
        if (ordered.Length == 0)
            return 0;
        double sum = 0, squares = 0;
        for (var start = 0; start < ordered.Length;)
        {
            var end = start + 1;
            while (end < ordered.Length && Math.Abs(ordered[end]) == Math.Abs(ordered[start]))
                end++;
            var rank = (start + 1 + end) / 2.0;
            for (; start < end; start++)
                (sum, squares) = (sum + (Math.Sign(ordered[start]) * rank), squares + (rank * rank));
        }

        return sum / Math.Sqrt(squares);
    }

    /// <summary>The middle one of the differences.</summary>
    public static double Median(IReadOnlyList<double> differences)
    {
        var ordered = differences.Order().ToArray();
        return ordered.Length == 0 ? 0 : (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}
