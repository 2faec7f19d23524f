using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Markdown;

/// <summary>The remediation plan for people.</summary>
internal static class RemediationMarkdown
{
    public static string Render(Runbook runbook, Decision decision, RemediationPlan plan)
    {
        var page = new MarkdownText()
            .Heading(1, $"Remediation plan: {runbook.Title}")
            .Paragraph($"{decision.Outcome.Text()}: {plan.Gates.Count} gates to mend, {plan.Blockers.Count} other blockers, {plan.MissingApprovals.Count} approvals missing.")
            .Paragraph($"Estimated time {plan.EstimatedHours} h ({RemediationPlan.EstimateBasis}).")
            .Paragraph($"Roles needed: {string.Join(", ", plan.Roles)}");
        if (plan.Blockers.Count > 0)
            page.Heading(2, "In the way").List(plan.Blockers);
        if (plan.MissingApprovals.Count > 0)
            page.Heading(2, "Approvals missing").List(plan.MissingApprovals);
        page.Table(["priority", "gate", "verdict", "severity", "owner", "due", "estimate"], plan.Gates.Select((gate, index) => (IReadOnlyList<string>)
        [
            $"{index + 1}", gate.Gate.Id, gate.Verdict.ToString(), Json.GateJson.Lower(gate.Gate.Severity), gate.Gate.Owner, Due(gate, decision), $"{RemediationPlan.Hours(gate.Gate.Severity)} h",
        ]));
        foreach (var gate in plan.Gates)
            Add(page, runbook, gate, decision);
        return page.Heading(2, "Measure again").List(plan.Retests(runbook, decision.Identity)).ToString();
    }

    private static void Add(MarkdownText page, Runbook runbook, GateStanding gate, Decision decision) => page
        .Heading(2, $"{gate.Gate.Id}: {gate.Verdict}")
        .Paragraph(gate.Gate.Title)
        .List([
            $"severity {Json.GateJson.Lower(gate.Gate.Severity)}, owner {gate.Gate.Owner}, {gate.Day.Name}, to be mended by {Due(gate, decision)}, estimate {RemediationPlan.Hours(gate.Gate.Severity)} h",
            .. Rationale.Misses(gate),
            $"evidence: {ArtifactNames.Evidence(gate.Day)}{Records(gate)}",
            $"look first (the runbook's hint, not measured): {gate.Gate.Remedy}",
            $"measure again: {RemediationPlan.Rerun(runbook, gate, decision.Identity)}",
        ]);

    private static string Due(GateStanding gate, Decision decision) =>
        RemediationPlan.Due(gate, decision.At) is { } due ? Json.FindingJson.Day(due) : "the next release";

    private static string Records(GateStanding gate)
    {
        var records = (gate.Judged?.Criteria ?? []).SelectMany(criterion => criterion.Evidence).Distinct().Order().ToList();
        return records.Count == 0 ? ", no record of this gate" : $", records {string.Join(", ", records)}";
    }
}
