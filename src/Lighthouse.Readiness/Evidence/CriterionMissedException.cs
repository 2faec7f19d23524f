using Lighthouse.Readiness.Judging;

namespace Lighthouse.Readiness.Evidence;

/// <summary>What was measured does not show that a criterion holds. The measurement itself is stored.</summary>
/// <param name="verdicts">The verdicts of every criterion that was judged, the passed ones too.</param>
public sealed class CriterionMissedException(IReadOnlyList<CriterionVerdict> verdicts)
    : Exception(string.Join(Environment.NewLine, verdicts.Where(verdict => verdict.Verdict != Verdict.Passed).Select(Line)))
{
    /// <summary>The verdicts of every criterion that was judged, the passed ones too.</summary>
    public IReadOnlyList<CriterionVerdict> Verdicts { get; } = verdicts;

    private static string Line(CriterionVerdict verdict) => verdict.Verdict switch
    {
        Verdict.Failed => $"LH1004: criterion '{verdict.Criterion.Text}' {verdict.Reason}",
        Verdict.Inconclusive => $"LH1005: criterion '{verdict.Criterion.Text}' is inconclusive: {verdict.Reason}",
        _ => $"LH1006: criterion '{verdict.Criterion.Text}' was not run: {verdict.Reason}",
    };
}
