using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>Approvals, attestations and error rates on the page.</summary>
internal static class GovernanceSection
{
    public static Element Approvals(Runbook runbook, Decision decision)
    {
        var rows = GovernanceTable.Rows(runbook, decision.Governance).Select(row => PageTable.Row(row, 2, row[2] == "missing" ? "bad" : "good")).ToList();
        var section = new Element("section").Add(new Element("h2").Add("Approvals and checklist")).Add(GovernanceTable.Facts(decision.Governance).Select(fact => new Element("p").Add(fact)));
        return rows.Count == 0 ? section : section.Add(PageTable.Of(GovernanceTable.Heading, rows));
    }

    public static Element ErrorRates(Decision decision)
    {
        var section = new Element("section").Add(new Element("h2").Add("How often chance makes this wrong"))
            .Add(new Element("ul").Add(ErrorRateText.Sentences(decision.ErrorRates).Select(sentence => new Element("li").Add(sentence))));
        return decision.ErrorRates.Statistical.Count == 0
            ? section
            : section.Add(PageTable.Of(ErrorRateText.Heading, decision.ErrorRates.Statistical.Select(risk => PageTable.Row(ErrorRateText.Row(risk)))));
    }
}
