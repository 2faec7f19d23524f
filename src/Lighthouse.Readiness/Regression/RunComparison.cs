using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Regression;

/// <summary>Some runs beside others, and what changed over a history of runs.</summary>
/// <param name="Before">The runs that are compared with; empty when only a history was asked for.</param>
/// <param name="After">The runs that are compared.</param>
/// <param name="Rules">When a figure counts as worse.</param>
/// <param name="Figures">Every figure of either side.</param>
/// <param name="Drift">Why the two sides were not measured under equal conditions; null when nothing shows that.</param>
/// <param name="History">The runs of the history, oldest first.</param>
/// <param name="Changes">Where figures changed their level, oldest first.</param>
public sealed record RunComparison(
    IReadOnlyList<RecordedRun> Before, IReadOnlyList<RecordedRun> After, RegressionRules Rules, IReadOnlyList<MetricComparison> Figures, string? Drift,
    IReadOnlyList<RecordedRun> History, IReadOnlyList<LevelChange> Changes)
{
    private const string Yardstick = "runs.yardstick.";

    /// <summary>Compares.</summary>
    /// <param name="before">At least one run, or none when there is none after either.</param>
    /// <param name="after">The same.</param>
    /// <param name="history">Runs in any order.</param>
    /// <param name="rules">When a figure counts as worse.</param>
    /// <exception cref="ArgumentException">A side has more runs than can be compared.</exception>
    public static RunComparison Of(IReadOnlyList<RecordedRun> before, IReadOnlyList<RecordedRun> after, IReadOnlyList<RecordedRun> history, RegressionRules rules)
    {
        var (then, now) = (Together(before), Together(after));
        RecordedRun[] inOrder = [.. history.OrderBy(run => run.Started).ThenBy(run => run.Identity.RunId, StringComparer.Ordinal).TakeLast(ChangePoints.Most)];
        return new RunComparison(
            before, after, rules, RegressionTest.Compare(Without(now), Without(then), rules), DriftOf(now, then, rules), inOrder, [.. ChangesIn(inOrder, rules)]);
    }

    private static string? DriftOf(List<MetricRuns> now, List<MetricRuns> then, RegressionRules rules)
    {
        var (mine, theirs) = (now.Where(IsYardstick).ToList(), then.Where(IsYardstick).ToList());
        return mine.Count > 0 && theirs.Count > 0 ? RegressionTest.Drift(mine, theirs, rules) : null;
    }

    private static List<MetricRuns> Without(List<MetricRuns> figures) => [.. figures.Where(figure => !IsYardstick(figure))];

    private static bool IsYardstick(MetricRuns figure) => figure.Metric.StartsWith(Yardstick, StringComparison.Ordinal);

    private static List<MetricRuns> Together(IReadOnlyList<RecordedRun> runs) =>
    [
        .. runs.SelectMany(run => run.Figures).GroupBy(figure => figure.Metric, StringComparer.Ordinal).Select(same => new MetricRuns(
            same.Key, same.First().Unit,
            [.. same.Where(one => one.Unit.Dimension == same.First().Unit.Dimension).SelectMany(one => one.Runs.Select(run => new Quantity(run, one.Unit).In(same.First().Unit).Value))])),
    ];

    // Each figure at its share of the error rate: over all of them together the chance of seeing a first change where there is none stays below it.
    private static IEnumerable<LevelChange> ChangesIn(RecordedRun[] history, RegressionRules rules)
    {
        var metrics = history.SelectMany(run => run.Figures.Select(figure => figure.Metric)).Distinct(StringComparer.Ordinal).ToList();
        return metrics.SelectMany(metric => ChangesOf(metric, history, rules with { ErrorRate = rules.ErrorRate / metrics.Count }))
            .OrderBy(change => change.First.Started).ThenBy(change => change.Metric, StringComparer.Ordinal);
    }

    private static IEnumerable<LevelChange> ChangesOf(string metric, RecordedRun[] history, RegressionRules rules)
    {
        var points = history.Select(run => (Run: run, Figure: run.Figures.FirstOrDefault(figure => figure.Metric == metric))).Where(point => point.Figure is not null).ToList();
        if (points.Count == 0)
            yield break;
        var unit = points[0].Figure!.Unit;
        double[] levels = [.. points.Select(point => point.Figure!.Median.In(unit).Value)];
        foreach (var change in ChangePoints.In(levels, rules.ErrorRate))
        {
            if (Math.Max(change.Before, change.After) >= Math.Min(change.Before, change.After) * (1 + rules.Investigate))
                yield return new LevelChange(metric, points[change.At].Run, new Quantity(change.Before, unit), new Quantity(change.After, unit), change.Chance);
        }
    }
}

/// <summary>A figure that changed its level and stayed there.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="First">The first run of the new level.</param>
/// <param name="Before">Median before it.</param>
/// <param name="After">Median from it on.</param>
/// <param name="Chance">How likely a history without a change would show one as clear; not corrected for the number of figures.</param>
public sealed record LevelChange(string Metric, RecordedRun First, Quantity Before, Quantity After, double Chance)
{
    /// <summary>Whether it got worse: a time longer, a rate lower.</summary>
    public bool IsWorse => Before.Unit.Dimension == Dimension.Rate ? After.CompareTo(Before) < 0 : After.CompareTo(Before) > 0;
}
