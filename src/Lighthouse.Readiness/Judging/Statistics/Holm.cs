namespace Lighthouse.Readiness.Judging.Statistics;

/// <summary>
/// Corrects the chances of many tests for their number: who calls significant what has a corrected chance of at most 5 % is wrong about any
/// of them in at most 5 % of all families, however the tests depend on each other (Holm, Scandinavian Journal of Statistics 6, 1979).
/// </summary>
internal static class Holm
{
    /// <summary>The corrected chances, in the order of the given ones.</summary>
    public static double[] Correct(IReadOnlyList<double> chances)
    {
        var corrected = new double[chances.Count];
        var least = 0.0;
        var left = chances.Count;
        int[] ascending = [.. Enumerable.Range(0, chances.Count).OrderBy(index => chances[index])];
        foreach (var index in ascending)
        {
            least = Math.Max(least, Math.Min(1, chances[index] * left--));
            corrected[index] = least;
        }

        return corrected;
    }
}
