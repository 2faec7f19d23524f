using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>Makes the decision from the days' verdicts. Pure.</summary>
public static class DecisionMaker
{
    /// <summary>Decides. GO only when every day of the runbook was judged, every required gate passed, all six criteria hold and no approval is missing.</summary>
    public static Decision Decide(
        Runbook runbook, RunIdentity identity, IReadOnlyList<DayVerdict> days, IReadOnlyList<string> approvals, DateTimeOffset at) =>
        throw new NotSupportedException();
}
