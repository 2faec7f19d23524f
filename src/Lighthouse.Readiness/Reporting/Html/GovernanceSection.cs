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
            new Element("div").Add([.. GovernanceTable.Facts(decision.Governance).Select(PageSection.Lead), .. Approvals(runbook, decision)]));
    }

    private static IEnumerable<Element> Approvals(Runbook runbook, Decision decision)
    {
        if (decision.Governance.Asked.Count > 0)
            yield return PageTable.Of("Approvals and attestations that the runbook asks for", ["Asked for", "Of", "Given"], GovernanceTable.Rows(runbook, decision.Governance));
    }
}
