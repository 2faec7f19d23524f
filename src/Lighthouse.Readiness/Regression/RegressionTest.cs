using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Regression;

/// <summary>
/// Compares the figures of some runs with those of others. A run is one observation: two runs of one program differ by more than the
/// samples within a run tell. Each figure is tested by Mann and Whitney's exact test against a worsening by the factor that matters, not
/// against any difference, and the chances are corrected for the number of figures by Holm's method, for each factor by itself.
/// </summary>
public static class RegressionTest
{
    /// <summary>Compares every figure that either side has.</summary>
    /// <param name="candidate">What is judged.</param>
    /// <param name="baseline">What it is compared with.</param>
    /// <param name="rules">When a figure counts as worse.</param>
    /// <returns>In the order of the candidate; figures that are not measured any more at the end.</returns>
    /// <exception cref="ArgumentException">A side has figures twice, too many runs, or numbers that are not above zero.</exception>
    public static IReadOnlyList<MetricComparison> Compare(IReadOnlyList<MetricRuns> candidate, IReadOnlyList<MetricRuns> baseline, RegressionRules rules)
    {
        var before = baseline.ToDictionary(one => one.Metric, StringComparer.Ordinal);
        Pair[] pairs = [.. candidate.Where(now => before.TryGetValue(now.Metric, out var then) && AreAlike(now, then)).Select(now => Pair.Of(now, before[now.Metric]))];
        var investigate = Chances(pairs, pair => pair.Worse, 1 + rules.Investigate);
        var block = Chances(pairs, pair => pair.Worse, 1 + rules.Block);
        var better = Chances(pairs, pair => pair.Better, 1 + rules.Investigate);
        var compared = pairs.Select((pair, index) => new MetricComparison(
            pair.Now.Metric, pair.Then.Median, pair.Now.Median, RunRatio.Of(pair.Worse.Over, pair.Worse.Under, 1 - rules.ErrorRate), investigate[index], block[index],
            Outcome(investigate[index], block[index], better[index], rules.ErrorRate))).ToDictionary(one => one.Metric, StringComparer.Ordinal);
        return
        [
            .. candidate.Select(now => compared.GetValueOrDefault(now.Metric) ?? Unknown(now.Metric, before.GetValueOrDefault(now.Metric)?.Median, now.Median)),
            .. baseline.Where(then => candidate.All(now => now.Metric != then.Metric)).Select(then => Unknown(then.Metric, then.Median, null)),
        ];
    }

    /// <summary>
    /// Why two groups of runs were not measured under equal conditions; null when nothing shows that. A yardstick is work that has nothing to
    /// do with the system under test: when it takes longer or shorter than before, the machine is another one, whatever its name.
    /// </summary>
    /// <exception cref="ArgumentException">As for <see cref="Compare"/>.</exception>
    public static string? Drift(IReadOnlyList<MetricRuns> candidate, IReadOnlyList<MetricRuns> baseline, RegressionRules rules)
    {
        var moved = Compare(candidate, baseline, rules)
            .Where(one => one.Outcome is ComparisonOutcome.Investigate or ComparisonOutcome.Blocks or ComparisonOutcome.Better or ComparisonOutcome.Unknown)
            .Select(one => $"{one.Metric} was {one.Baseline?.ToString() ?? "not measured"} and is {one.Candidate?.ToString() ?? "not measured"}")
            .ToList();
        return moved.Count == 0 ? null : $"LH3802: the machine is not as it was when the baseline was recorded: {string.Join("; ", moved)}.";
    }

    private static double[] Chances(Pair[] pairs, Func<Pair, (IReadOnlyList<double> Over, IReadOnlyList<double> Under)> sides, double factor) =>
        Holm.Correct([.. pairs.Select(pair => RunRatio.ChanceOfAtMost(sides(pair).Over, sides(pair).Under, factor))]);

    private static ComparisonOutcome Outcome(double investigate, double block, double better, double errorRate) =>
        block <= errorRate ? ComparisonOutcome.Blocks
        : investigate <= errorRate ? ComparisonOutcome.Investigate
        : better <= errorRate ? ComparisonOutcome.Better
        : ComparisonOutcome.NotProvenWorse;

    private static bool AreAlike(MetricRuns now, MetricRuns then) =>
        now.Unit.Dimension == then.Unit.Dimension && MetricRuns.CanBeCompared(now.Unit.Dimension);

    private static MetricComparison Unknown(string metric, Quantity? baseline, Quantity? candidate) =>
        new(metric, baseline, candidate, null, 1, 1, ComparisonOutcome.Unknown);

    private sealed record Pair(MetricRuns Now, MetricRuns Then, (IReadOnlyList<double> Over, IReadOnlyList<double> Under) Worse)
    {
        public (IReadOnlyList<double> Over, IReadOnlyList<double> Under) Better => (Worse.Under, Worse.Over);

        // Of a rate less is worse: the old one over the new one.
        public static Pair Of(MetricRuns now, MetricRuns then)
        {
            double[] old = [.. then.Runs.Select(run => new Quantity(run, then.Unit).In(now.Unit).Value)];
            return new Pair(now, then, now.Unit.Dimension == Dimension.Rate ? (old, now.Runs) : (now.Runs, old));
        }
    }
}
