using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>The decision on a release.</summary>
/// <param name="Outcome">What was decided.</param>
/// <param name="Identity">The run that it rests on.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Criteria">Those that the runbook asks for, at most six.</param>
/// <param name="Days">The days, in order.</param>
/// <param name="Planned">Gates that no suite measures yet.</param>
/// <param name="MissingApprovals">Roles whose approval the profile asks for and that gave none.</param>
/// <param name="Rationale">Why, in sentences a meeting can read.</param>
public sealed record Decision(
    Outcome Outcome, RunIdentity Identity, DateTimeOffset At, IReadOnlyList<DecisionCriterion> Criteria, IReadOnlyList<DayVerdict> Days,
    IReadOnlyList<PlannedGate> Planned, IReadOnlyList<string> MissingApprovals, IReadOnlyList<string> Rationale)
{
    /// <summary>Who approved, what persons attested, and whether the change made weaker what it is judged by.</summary>
    public GovernanceStanding Governance { get; init; } = GovernanceStanding.Untouched;

    /// <summary>How often chance alone could make this decision wrong.</summary>
    public ErrorRates ErrorRates { get; init; } = ErrorRates.None;

    /// <summary>The run that the page compares with; null for none. It decides nothing.</summary>
    public PreviousRun? Previous { get; init; }

    /// <summary>Every judged gate.</summary>
    public IEnumerable<GateVerdict> Gates => Days.SelectMany(day => day.Gates);
}
