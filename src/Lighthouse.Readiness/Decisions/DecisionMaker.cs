using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>Makes the decision from the days' verdicts. Pure.</summary>
public static class DecisionMaker
{
    /// <summary>
    /// Decides. GO only when every day of the runbook was judged once, whole and on evidence without fault, every required gate passed,
    /// all criteria that it asks for hold, and no approval and no attestation is missing. Without any day there is no decision.
    /// </summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="identity">The run.</param>
    /// <param name="days">The verdicts of the days that were run.</param>
    /// <param name="governance">What was approved, attested and weakened; what nobody asked for is ignored.</param>
    /// <param name="at">Now.</param>
    public static Decision Decide(
        Runbook runbook, RunIdentity identity, IReadOnlyList<DayVerdict> days, GovernanceStanding governance, DateTimeOffset at)
    {
        var basis = Basis.Of(runbook, identity, days);
        var criteria = SixCriteria.Of(runbook, basis);
        var asked = runbook.Decision.Approvals.GetValueOrDefault(identity.Profile);
        var governed = governance.AskedBy(runbook, identity.Profile);
        var missing = governed.Missing.ToList();
        IReadOnlyList<string> unruled = asked is null
            ? [$"The runbook does not say which approvals profile {identity.Profile.Text()} needs; an empty list says none."]
            : [];

        var holds = basis.Holds && criteria.All(criterion => criterion.Holding == Holding.Yes) && missing.Count == 0 && unruled.Count == 0;
        var outcome = days.Count == 0 ? Outcome.NoDecision : holds ? Outcome.Go : Outcome.NoGo;
        return new Decision(
            outcome, identity, at, criteria, days, runbook.Planned, [.. missing.Where(one => one.Matter == Approval.Release).Select(one => one.Role)],
            Rationale.Of(outcome, basis, criteria, [.. unruled, .. NotAsked(runbook), .. GovernanceText.Of(runbook, governed, identity)]))
        {
            Governance = governed,
            ErrorRates = ErrorRates.Of(runbook, days),
        };
    }

    private static IEnumerable<string> NotAsked(Runbook runbook) => SixCriteria.NotAsked(runbook.Decision) is { Count: > 0 } names
        ? [$"This runbook does not ask for {string.Join(", ", names)}: it names no day for it."]
        : [];
}
