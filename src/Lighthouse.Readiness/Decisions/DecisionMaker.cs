using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>Makes the decision from the days' verdicts. Pure.</summary>
public static class DecisionMaker
{
    /// <summary>
    /// Decides. GO only when every day of the runbook was judged once, whole and on evidence without fault, every required gate passed,
    /// all criteria that it asks for hold and no approval is missing. Without any day there is no decision.
    /// </summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="identity">The run.</param>
    /// <param name="days">The verdicts of the days that were run.</param>
    /// <param name="approvals">Roles whose approval was given and checked; roles nobody asked for are ignored.</param>
    /// <param name="at">Now.</param>
    public static Decision Decide(
        Runbook runbook, RunIdentity identity, IReadOnlyList<DayVerdict> days, IReadOnlyList<string> approvals, DateTimeOffset at)
    {
        var basis = Basis.Of(runbook, identity, days);
        var criteria = SixCriteria.Of(runbook, basis);
        var asked = runbook.Decision.Approvals.GetValueOrDefault(identity.Profile);
        var missingApprovals = (asked ?? []).Except(approvals).ToList();
        IReadOnlyList<string> unruled = asked is null
            ? [$"The runbook does not say which approvals profile {identity.Profile.Text()} needs; an empty list says none."]
            : [];

        var holds = basis.Holds && criteria.All(criterion => criterion.Holding == Holding.Yes) && missingApprovals.Count == 0 && unruled.Count == 0;
        var outcome = days.Count == 0 ? Outcome.NoDecision : holds ? Outcome.Go : Outcome.NoGo;
        return new Decision(
            outcome, identity, at, criteria, days, runbook.Planned, missingApprovals,
            Rationale.Of(outcome, basis, criteria, missingApprovals, [.. unruled, .. NotAsked(runbook)]));
    }

    private static IEnumerable<string> NotAsked(Runbook runbook) => SixCriteria.NotAsked(runbook.Decision) is { Count: > 0 } names
        ? [$"This runbook does not ask for {string.Join(", ", names)}: it names no day for it."]
        : [];
}
