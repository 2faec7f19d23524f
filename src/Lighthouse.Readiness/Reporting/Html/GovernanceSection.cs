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
            [waived.Count == 0
                ? new Element("p").With("class", "lead").Add("No finding is waived.")
                : PageTable.Of("Findings that are borne for a while", Columns, waived.Select(found => (IReadOnlyList<string>)
                [
                    found.Finding.Title, found.Finding.Gate, Json.GateJson.Lower(found.Finding.Severity),
                    found.Waiver!.Owner, Json.FindingJson.Day(found.Waiver.Expires), found.Waiver.Reason,
                ])),
            .. GovernanceTable.Facts(decision.Governance).Select(PageSection.Note),
            .. Asked(runbook, decision)]);
    }

    /// <summary>How often chance alone makes the decision wrong.</summary>
    public static Element ErrorRates(Decision decision) => PageSection.Of(
        "chance", "How often chance makes this wrong", null,
        [
            .. ErrorRateText.Sentences(decision.ErrorRates).Select(PageSection.Lead),
            .. decision.ErrorRates.Statistical.Count == 0
                ? Array.Empty<Element>()
                : [PageTable.Of("Criteria that compare a confidence bound", ErrorRateText.Heading, decision.ErrorRates.Statistical.Select(ErrorRateText.Row))],
        ]);

    private static IEnumerable<Element> Asked(Runbook runbook, Decision decision)
    {
        var rows = GovernanceTable.Rows(runbook, decision.Governance).ToList();
        return rows.Count == 0 ? [] : [PageTable.Of("Approvals and checklist", GovernanceTable.Heading, rows)];
    }
}
