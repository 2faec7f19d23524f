namespace Lighthouse.Readiness.Judging.Statistics;

/// <summary>
/// The statistic of Mann and Whitney: of all pairs of one number from each of two groups, how many the first group wins. When both groups
/// come from one distribution, every order of the numbers is as likely as any other, so its chances are known exactly, whatever that
/// distribution is (Mann and Whitney, Annals of Mathematical Statistics 18, 1947).
/// </summary>
internal static class MannWhitney
{
    /// <summary>The chance of each number of pairs won, from none to all, when the groups do not differ.</summary>
    public static double[] Chances(int first, int second)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(second, 1);
        // The largest number of all belongs to the first group (and wins against all of the second) or to the second (and loses to nobody).
        double[][] shorter = [.. Enumerable.Range(0, second + 1).Select(_ => new double[] { 1 })];
        for (var one = 1; one <= first; one++)
        {
            var longer = new double[second + 1][];
            longer[0] = [1];
            for (var two = 1; two <= second; two++)
                longer[two] = Mixed(shorter[two], longer[two - 1], one, two);
            shorter = longer;
        }

        return shorter[second];
    }

    /// <summary>The chance of at least so many pairs won.</summary>
    public static double AtLeast(long wins, int first, int second) =>
        wins <= 0 ? 1 : Math.Min(1, Chances(first, second).Skip((int)Math.Min(wins, ((long)first * second) + 1)).Sum());

    /// <summary>Of the ascending ratios of all pairs the smallest rank whose ratio is, at this confidence, not below the true one; null when there are too few.</summary>
    public static int? UpperRank(int first, int second, double confidence)
    {
        Confidence.Require(confidence);
        var chances = Chances(first, second);
        var atMost = 0.0;
        for (var rank = 1; rank < chances.Length; rank++)
        {
            atMost += chances[rank - 1];
            if (atMost >= confidence)
                return rank;
        }

        return null;
    }

    private static double[] Mixed(double[] withoutOneOfFirst, double[] withoutOneOfSecond, int first, int second)
    {
        var mixed = new double[(first * second) + 1];
        var share = (double)first / (first + second);
        for (var wins = 0; wins < withoutOneOfFirst.Length; wins++)
            mixed[wins + second] += share * withoutOneOfFirst[wins];
        for (var wins = 0; wins < withoutOneOfSecond.Length; wins++)
            mixed[wins] += (1 - share) * withoutOneOfSecond[wins];
        return mixed;
    }
}
