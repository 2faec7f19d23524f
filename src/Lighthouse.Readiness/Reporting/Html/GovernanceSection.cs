using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>Who bears what, and who agreed.</summary>
internal static class GovernanceSection
{
    private static readonly string[] Columns = ["Finding", "Gate", "Severity", "Borne by", "Until", "Reason"];

    public static Element Render(Runbook runbook, Decision decision, Basis basis)
    {
        var waived = basis.Gates.SelectMany(gate => gate.Judged?.Findings ?? []).Where(found => found.Waiver is not null).ToList();
        return PageSection.Of(
            "governance", "Waivers and approvals", null,
            waived.Count == 0
                ? new Element("p").With("class", "lead").Add("No finding is waived.")
                : PageTable.Of("Findings that are borne for a while", Columns, waived.Select(found => (IReadOnlyList<string>)
                [
                    found.Finding.Title, found.Finding.Gate, Json.GateJson.Lower(found.Finding.Severity),
                    found.Waiver!.Owner, Json.FindingJson.Day(found.Waiver.Expires), found.Waiver.Reason,
                ])),
            Approvals(runbook, decision));
    }

    private static Element Approvals(Runbook runbook, Decision decision)
    {
        var asked = runbook.Decision.Approvals.GetValueOrDefault(decision.Identity.Profile) ?? [];
        return asked.Count == 0
            ? new Element("p").With("class", "lead").Add($"The runbook asks for no approval in profile {decision.Identity.Profile.Text()}.")
            : PageTable.Of("Approvals that the runbook asks for", ["Role", "Approval"], asked.Select(role => (IReadOnlyList<string>)
                [role, decision.MissingApprovals.Contains(role) ? "missing" : "given and checked"]));
    }
}
