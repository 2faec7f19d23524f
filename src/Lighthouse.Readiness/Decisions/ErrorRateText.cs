using System.Globalization;
using Lighthouse.Readiness.Judging;

namespace Lighthouse.Readiness.Decisions;

/// <summary>The error rates of a decision for people.</summary>
internal static class ErrorRateText
{
    public static readonly IReadOnlyList<string> Heading = ["gate", "measured (interval)", "allowed, at confidence", "missed at most", "refused at most", "healthy is"];

    public static IReadOnlyList<string> Sentences(ErrorRates rates)
    {
        if (rates.Statistical.Count == 0)
            return [$"No criterion compares a confidence bound; {rates.Deterministic} are compared as measured, and chance has no share in that comparison."];
        var comparisons = rates.Statistical.Sum(risk => risk.Measurements);
        return
        [
            $"A healthy release is refused in at most {Percent(rates.RefusedAtMost)} of runs{Budget(rates.Budget?.Refused)}: the sum over {comparisons} comparisons of {rates.Statistical.Count} criteria, for a release that is in each as good as is listed for it.",
            $"A release beyond the allowed value of a criterion passes that criterion, and so the decision, in at most {Percent(rates.MissedAtMost)} of runs{Budget(rates.Budget?.Missed)}.",
            $"Were every number exactly at its limit, some criterion would be called Failed in at most {Percent(rates.WronglyFailedAtMost)} of runs.",
            $"The other {rates.Deterministic} criteria compare counts, maxima and means as measured: chance has no share in the comparison. What was not attempted they cannot tell.",
        ];
    }

    public static IReadOnlyList<string> Row(CriterionRisk risk) =>
    [
        risk.Gate, $"{Figures.Subject(risk.Verdict.Criterion)} {Figures.Measured(risk.Verdict)}",
        $"{Figures.Allowed(risk.Verdict.Criterion)} at {Percent(risk.Verdict.Criterion.Confidence)}", Percent(risk.MissedAtMost), Percent(risk.RefusedAtMost), risk.Healthy,
    ];

    private static string Budget(double? budget) => budget is { } share ? $" (budget {Percent(share)})" : " (the runbook sets no budget)";

    private static string Percent(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + " %";
}
