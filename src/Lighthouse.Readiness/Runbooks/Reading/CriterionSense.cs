using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Checks that a well-formed criterion can be judged, can be missed and can be met.</summary>
internal sealed class CriterionSense(MetricDefinition metric, Criterion criterion, bool namesConfidence, Mistakes mistakes)
{
    private Dimension Dimension => criterion.Statistic.Kind == StatisticKind.Samples ? Dimension.Count : metric.Dimension;

    internal void Check()
    {
        if (!StatisticWords.Has(metric.Shape, criterion.Statistic.Kind))
        {
            var what = criterion.Statistic.Kind == StatisticKind.Value ? "needs a statistic" : $"has no statistic '{criterion.Statistic}'";
            Refuse(RunbookCodes.Statistic, $"metric '{metric.Name}' is a {metric.Shape.ToString().ToLowerInvariant()} and {what}; allowed are {StatisticWords.Allowed(metric.Shape)}.");
        }
        else if (criterion.Threshold.Unit.Dimension != Dimension)
        {
            var units = string.Join(", ", Unit.All.Where(unit => unit.Dimension == Dimension).Select(unit => unit.Symbol.Length == 0 ? "no unit" : unit.Symbol));
            Refuse(RunbookCodes.Dimension, $"'{Shown.Short(criterion.Text)}' compares a {Name(Dimension)} with the {Name(criterion.Threshold.Unit.Dimension)} {criterion.Threshold}; allowed here: {units}.");
        }
        else
        {
            CheckEquality();
            CheckConfidence();
            CheckRange();
        }
    }

    private void CheckEquality()
    {
        if (criterion.Comparison != Comparison.Equal)
            return;
        if (Dimension != Dimension.Count || criterion.Statistic.Kind is StatisticKind.Percentile or StatisticKind.Mean)
            Refuse(RunbookCodes.Equality, $"'{Shown.Short(criterion.Text)}': == is allowed for whole counts only; use <, <=, >= or >.");
        else if (criterion.Threshold.Value != Math.Truncate(criterion.Threshold.Value))
            Refuse(RunbookCodes.Meaningless, $"'{Shown.Short(criterion.Text)}' can never be met: a count is a whole number.");
    }

    // Only percentiles, proportions and estimates are judged by a bound; anywhere else the words would promise what nobody computes.
    private void CheckConfidence()
    {
        if (namesConfidence && criterion.Statistic.Kind != StatisticKind.Percentile && (metric.Shape, criterion.Statistic.Kind) is not (MetricShape.Proportion or MetricShape.Estimate, StatisticKind.Value))
            Refuse(RunbookCodes.Confidence, $"'{Shown.Short(criterion.Text)}': a confidence is allowed for percentiles, proportions and estimates only; remove 'at ... confidence'.");
    }

    private void CheckRange()
    {
        var (least, most) = Range();
        var threshold = criterion.Threshold.InBaseUnit;
        var (always, never) = criterion.Comparison switch
        {
            Comparison.Less => (threshold > most, threshold <= least),
            Comparison.LessOrEqual => (threshold >= most, threshold < least),
            Comparison.GreaterOrEqual => (threshold <= least, threshold > most),
            Comparison.Greater => (threshold < least, threshold >= most),
            _ => (false, threshold < least || threshold > most),
        };
        if (always)
            Refuse(RunbookCodes.Meaningless, $"'{Shown.Short(criterion.Text)}' always holds, so it proves nothing; demand something that can be missed.");
        if (never)
            Refuse(RunbookCodes.Meaningless, $"'{Shown.Short(criterion.Text)}' can never be met; correct the threshold.");
    }

    private (double Least, double Most) Range() => (Dimension, metric.Shape) switch
    {
        (Dimension.Ratio, MetricShape.Proportion) => (0, 1),
        (Dimension.Ratio or Dimension.DataGrowth, _) or (_, MetricShape.Estimate) => (double.NegativeInfinity, double.PositiveInfinity),
        _ => (0, double.PositiveInfinity),
    };

    private static string Name(Dimension dimension) => Words<Dimension>.All[(int)dimension].Replace('_', ' ');

    private void Refuse(string code, string message) => mistakes.Add(code, criterion.Location, message);
}
