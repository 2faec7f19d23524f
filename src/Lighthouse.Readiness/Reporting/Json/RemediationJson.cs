using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>The remediation plan.</summary>
internal static class RemediationJson
{
    public static JsonObject Of(Runbook runbook, Decision decision, RemediationPlan plan)
    {
        var report = JsonReport.Of("remediation", runbook, decision.Identity);
        report["decision"] = decision.Outcome.Text();
        report["failures"] = JsonReport.Nodes(plan.Gates.Select((gate, index) => Failure(runbook, gate, index + 1, decision)));
        report["blockers"] = JsonReport.Texts(plan.Blockers);
        report["missing_approvals"] = JsonReport.Texts(plan.MissingApprovals);
        report["priority_fixes"] = JsonReport.Texts(plan.Gates.Select(RemediationPlan.Fix));
        report["estimated_time"] = $"{plan.EstimatedHours} h";
        report["estimated_time_basis"] = RemediationPlan.EstimateBasis;
        report["resources_needed"] = JsonReport.Texts(plan.Roles);
        report["retest_required"] = true;
        report["retests"] = JsonReport.Texts(plan.Retests(runbook, decision.Identity));
        return report;
    }

    private static JsonObject Failure(Runbook runbook, GateStanding gate, int priority, Decision decision)
    {
        var failure = GateJson.Of(gate, decision.Identity.Profile);
        failure["priority"] = priority;
        failure["due"] = RemediationPlan.Due(gate, decision.At) is { } due ? FindingJson.Day(due) : null;
        failure["estimated_hours"] = RemediationPlan.Hours(gate.Gate.Severity);
        failure["test"] = gate.Gate.Id;
        failure["details"] = string.Join(" ", Rationale.Misses(gate));
        failure["likely_cause"] = gate.Gate.Remedy;
        failure["likely_cause_basis"] = "the runbook's hint where to look first; nothing measured it";
        failure["rerun"] = RemediationPlan.Rerun(runbook, gate, decision.Identity);
        return failure;
    }
}
