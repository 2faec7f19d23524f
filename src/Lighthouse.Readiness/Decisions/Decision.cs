using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>What was decided.</summary>
public enum Outcome
{
    /// <summary>No decision could be reached. The default.</summary>
    NoDecision,

    /// <summary>The release must not go on.</summary>
    NoGo,

    /// <summary>The release may go on.</summary>
    Go,
}

/// <summary>Whether a named criterion of the decision holds.</summary>
public enum Holding
{
    /// <summary>It rests on no gate that this profile evaluates; the decision says so.</summary>
    NotEvaluated,

    /// <summary>It does not hold.</summary>
    No,

    /// <summary>It holds.</summary>
    Yes,
}

/// <summary>A named part of a criterion, such as <c>replay_protection</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Holding">Whether it holds.</param>
/// <param name="Gates">Ids of the evaluated gates it rests on.</param>
/// <param name="Missing">Ids of gates it should rest on that are planned or deferred.</param>
public sealed record CriterionPart(string Name, Holding Holding, IReadOnlyList<string> Gates, IReadOnlyList<string> Missing);

/// <summary>One of the six criteria of the decision.</summary>
/// <param name="Name">Its name, such as <c>security_cleared</c>.</param>
/// <param name="Holding">Whether it holds; a criterion that rests on no evaluated gate does not hold.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Parts">Its named parts, where it has any.</param>
public sealed record DecisionCriterion(string Name, Holding Holding, string Reason, IReadOnlyList<CriterionPart> Parts);

/// <summary>The decision on a release.</summary>
/// <param name="Outcome">What was decided.</param>
/// <param name="Identity">The run that it rests on.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Criteria">The six.</param>
/// <param name="Days">The days, in order.</param>
/// <param name="Planned">Gates that no suite measures yet.</param>
/// <param name="MissingApprovals">Roles whose approval the profile asks for and that gave none.</param>
/// <param name="Rationale">Why, in sentences a meeting can read.</param>
public sealed record Decision(
    Outcome Outcome, RunIdentity Identity, DateTimeOffset At, IReadOnlyList<DecisionCriterion> Criteria, IReadOnlyList<DayVerdict> Days,
    IReadOnlyList<PlannedGate> Planned, IReadOnlyList<string> MissingApprovals, IReadOnlyList<string> Rationale)
{
    /// <summary>Every judged gate.</summary>
    public IEnumerable<GateVerdict> Gates => Days.SelectMany(day => day.Gates);
}
