using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>How a gate that the profile requires stands. It is never better than its day's evidence allows, whatever the verdict claims.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Gate">The gate, as in the runbook.</param>
/// <param name="Judged">Its verdict; null when there is none.</param>
/// <param name="Verdict">How it stands.</param>
/// <param name="Reason">One sentence.</param>
internal sealed record GateStanding(Day Day, Gate Gate, GateVerdict? Judged, Verdict Verdict, string Reason)
{
    public bool Passed => Verdict == Verdict.Passed;

    /// <summary>How a gate stands by the verdicts of its day.</summary>
    /// <param name="day">The day, as in the runbook.</param>
    /// <param name="gate">The gate, as in the runbook.</param>
    /// <param name="verdicts">Every verdict the day has on it.</param>
    /// <param name="disbelief">Why nothing of this day can be believed; null when it can.</param>
    public static GateStanding Of(Day day, Gate gate, IReadOnlyList<GateVerdict> verdicts, string? disbelief)
    {
        var judged = verdicts.Count == 1 ? verdicts[0] : null;
        if (disbelief is not null)
            return new GateStanding(day, gate, judged is null ? null : Disbelieved(judged, disbelief), Verdict.NotRun, disbelief);
        if (judged is null)
        {
            var reason = verdicts.Count == 0 ? "It was not judged." : $"It was judged {verdicts.Count} times; once is allowed.";
            return new GateStanding(day, gate, null, Verdict.NotRun, reason);
        }

        return judged.Verdict == Verdict.Passed && Unfounded(gate, judged) is { } why
            ? new GateStanding(day, gate, judged, Verdict.Inconclusive, why)
            : new GateStanding(day, gate, judged, judged.Verdict, judged.Reason);
    }

    // The numbers stay to be read; none of them may be shown as a pass.
    private static GateVerdict Disbelieved(GateVerdict judged, string why) => judged with
    {
        Verdict = Verdict.NotRun,
        Reason = why,
        Criteria = [.. judged.Criteria.Select(criterion => criterion with { Verdict = Verdict.NotRun, Reason = why })],
    };

    // A pass is looked at again, because one wrong pass is a wrong GO.
    private static string? Unfounded(Gate gate, GateVerdict judged)
    {
        if (gate.Criteria.Count == 0 || judged.Criteria.Count != gate.Criteria.Count)
            return $"It is called Passed by {judged.Criteria.Count} judged criteria; the runbook asks for {gate.Criteria.Count}, at least 1.";
        if (judged.Criteria.FirstOrDefault(criterion => criterion.Verdict != Verdict.Passed) is { } missed)
            return $"It is called Passed, but its criterion '{missed.Criterion.Text}' is {missed.Verdict}.";
        if (judged.Criteria.FirstOrDefault(criterion => criterion.Evidence.Count == 0 || criterion.Point is null) is { } bare)
            return $"It is called Passed, but its criterion '{bare.Criterion.Text}' rests on no evidence.";
        return judged.Tests.Count > 0 && judged.Tests.All(test => test.Outcome == TestOutcome.Passed)
            ? null
            : "It is called Passed, but not every one of its tests, at least 1, passed.";
    }
}
