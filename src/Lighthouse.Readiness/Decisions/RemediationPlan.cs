using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Triage;

namespace Lighthouse.Readiness.Decisions;

/// <summary>What to mend before the next decision, worst first.</summary>
/// <param name="Gates">Every required gate that did not pass.</param>
/// <param name="Blockers">What stands in the way beside the gates: days that were not run, evidence that cannot be believed, attestations that are missing.</param>
/// <param name="MissingApprovals">Roles whose approval is missing.</param>
internal sealed record RemediationPlan(IReadOnlyList<GateStanding> Gates, IReadOnlyList<string> Blockers, IReadOnlyList<string> MissingApprovals)
{
    /// <summary>Where <see cref="EstimatedHours"/> comes from, to be printed beside it.</summary>
    public const string EstimateBasis =
        "sum over the gates that did not pass, from a fixed table by severity (critical 8 h, high 4 h, medium 2 h, low 1 h); for planning only, nothing measured it";

    /// <summary>Working hours, from the table in <see cref="EstimateBasis"/>.</summary>
    public int EstimatedHours => Gates.Sum(gate => Hours(gate.Gate.Severity));

    /// <summary>The owners of the gates and the roles that have to approve, each once, in order of need.</summary>
    public IEnumerable<string> Roles => Gates.Select(gate => gate.Gate.Owner).Concat(MissingApprovals).Distinct();

    public static RemediationPlan Of(Runbook runbook, Decision decision, Basis basis) =>
        new([.. basis.Missed], [.. basis.Misses, .. GovernanceText.Blockers(runbook, decision.Governance)], decision.MissingApprovals);

    /// <summary>The command that measures just this gate again, as it was measured.</summary>
    public static string Rerun(Runbook runbook, GateStanding gate, RunIdentity identity) =>
        $"{runbook.BuildCommand} --target={gate.Day.Task} --gate={gate.Gate.Id} --profile={identity.Profile.Text()} --seed={identity.Seed}";

    /// <summary>The day by which a gate is to be mended, by <see cref="TriageRules"/>; null for a severity without one.</summary>
    public static DateOnly? Due(GateStanding gate, DateTimeOffset decided) =>
        TriageRules.DaysToMend(gate.Gate.Severity) is { } days ? DateOnly.FromDateTime(decided.UtcDateTime).AddDays(days) : null;

    /// <summary>What to run when it is mended, in order: each gate alone, and then the whole, because only that decides.</summary>
    public IEnumerable<string> Retests(Runbook runbook, RunIdentity identity) =>
        Gates.Select(gate => Rerun(runbook, gate, identity)).Append($"{runbook.BuildCommand} --target=GoNoGo --profile={identity.Profile.Text()}");

    /// <summary>What to do about a gate first.</summary>
    public static string Fix(GateStanding gate) => gate.Verdict switch
    {
        Verdict.Failed => $"{gate.Gate.Id}: {gate.Gate.Remedy}",
        Verdict.Inconclusive => $"{gate.Gate.Id}: settle the measurement first. {gate.Reason}",
        _ => $"{gate.Gate.Id}: get it measured first. {gate.Reason}",
    };

    /// <summary>Working hours for one gate, from the table in <see cref="EstimateBasis"/>.</summary>
    public static int Hours(Severity severity) => severity switch
    {
        Severity.Critical => 8,
        Severity.High => 4,
        Severity.Medium => 2,
        _ => 1,
    };
}
