using Lighthouse.Readiness.Judging.Errors;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>
/// How often chance alone could make a decision wrong. Only criteria that compare a confidence bound take part; counts, maxima and means are
/// compared as measured, and chance has no share in that comparison.
/// </summary>
/// <param name="Deterministic">How many criteria are compared as measured.</param>
/// <param name="Statistical">The criteria that compare a bound.</param>
/// <param name="Budget">The runbook's budget; null where it sets none.</param>
public sealed record ErrorRates(int Deterministic, IReadOnlyList<CriterionRisk> Statistical, ErrorBudget? Budget)
{
    /// <summary>The rates of a decision over nothing.</summary>
    public static ErrorRates None { get; } = new(0, [], null);

    /// <summary>
    /// The chance that a release passes although what it does lies beyond the limit of one criterion, at most. Every criterion must pass, so
    /// however many there are, the one that lies beyond is the bound.
    /// </summary>
    public double MissedAtMost => Statistical.Select(risk => risk.MissedAtMost).DefaultIfEmpty(0).Max();

    /// <summary>
    /// The chance that a healthy release is refused, at most: the sum over the criteria (Bonferroni), whatever they have to do with one another.
    /// Healthy is what is in every criterion at least as good as <see cref="CriterionRisk.Healthy"/>.
    /// </summary>
    public double RefusedAtMost => Math.Min(1, Statistical.Sum(risk => risk.RefusedAtMost));

    /// <summary>
    /// The chance that some criterion is called Failed although every one holds, at most: the sum of the criteria's own error levels. It is
    /// reached only by a release that lies exactly at every limit.
    /// </summary>
    public double WronglyFailedAtMost => Math.Min(1, Statistical.Sum(risk => risk.MissedAtMost * risk.Measurements));

    /// <summary>Whether a criterion compares a confidence bound.</summary>
    public static bool IsStatistical(Criterion criterion, Runbook runbook) =>
        criterion.Statistic.Kind == StatisticKind.Percentile
        || (criterion.Statistic.Kind == StatisticKind.Value && runbook.FindMetric(criterion.Metric)?.Shape is MetricShape.Proportion or MetricShape.Estimate);

    internal static ErrorRates Of(Runbook runbook, IReadOnlyList<DayVerdict> days)
    {
        var judged = days.SelectMany(day => day.Gates).SelectMany(gate => gate.Criteria.Select(verdict => (Gate: gate.Gate.Id, Verdict: verdict))).ToList();
        var statistical = judged.Where(one => IsStatistical(one.Verdict.Criterion, runbook)).ToList();
        var comparisons = statistical.Sum(one => Math.Max(1, one.Verdict.SamplesOfEach.Count));
        var share = runbook.Decision.ErrorBudget?.Refused / comparisons;
        return new ErrorRates(judged.Count - statistical.Count, [.. statistical.Select(one => RiskOf.Criterion(one.Gate, one.Verdict, runbook.FindMetric(one.Verdict.Criterion.Metric)?.Shape, share))], runbook.Decision.ErrorBudget);
    }
}

/// <summary>The share of one criterion in the error rates of a decision.</summary>
/// <param name="Gate">Its gate.</param>
/// <param name="Verdict">The criterion as judged, with its interval.</param>
/// <param name="Measurements">How many measurements it was held against.</param>
/// <param name="MissedAtMost">The chance that it passes what lies beyond its limit, at most: 1 less its confidence.</param>
/// <param name="RefusedAtMost">The chance that it refuses (Failed or Inconclusive) what is at least as good as <paramref name="Healthy"/>, at most.</param>
/// <param name="Healthy">How good a release must be for that, with this many samples.</param>
public sealed record CriterionRisk(string Gate, CriterionVerdict Verdict, int Measurements, double MissedAtMost, double RefusedAtMost, string Healthy);
