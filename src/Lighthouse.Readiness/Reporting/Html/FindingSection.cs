using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting.Json;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>What a day found, worst first; a finding opens to what was sent and what came back.</summary>
internal static class FindingSection
{
    // A target without any check gives thousands; the day's report has them all.
    private const int Most = 100;

    public static Element? Render(DayStanding day)
    {
        var found = day.Gates.SelectMany(gate => gate.Judged?.Findings ?? []).OrderBy(one => one.Finding.Severity).ToList();
        if (found.Count == 0)
            return null;
        var more = found.Count > Most ? $" (the first {Most} are shown)" : "";
        return new Element("div").Add(new Element("h3").Add($"Findings of {day.Day.Name}: {found.Count}{more}")).Add(found.Take(Most).Select(One));
    }

    private static Element One(FoundFinding found)
    {
        var finding = found.Finding;
        var facts = new List<(string Name, string? Value)>
        {
            ("gate", $"{finding.Gate}, rule {finding.Rule}, fingerprint {finding.Fingerprint()}, evidence record {found.Evidence}"),
            ("weakness", string.Join(", ", finding.Weaknesses)),
            ("where", finding.Place is { } place ? $"{place.File}{(place.Line is { } line ? $":{line}" : "")}" : null),
            ("waived", found.Waiver is { } waiver ? $"until {FindingJson.Day(waiver.Expires)} by {waiver.Owner}: {waiver.Reason}" : null),
            ("do", finding.Advice),
        };
        var style = Style(found);
        var block = new Element("details").With("class", $"finding {style}")
            .Add(new Element("summary").Add(
                new Element("strong").With("class", style).Add(GateJson.Lower(finding.Severity) + (found.Waiver is null ? "" : ", waived")),
                new Element("span").Add(finding.Title)))
            .Add(PageSection.Facts(facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => (fact.Name, fact.Value!))));
        if (finding.Exchange is not { } exchange)
            return block;
        return block.Add(
            Text("sent", exchange.Request), Text($"came back, status {exchange.Status}", exchange.Response), Text("does it again", exchange.Reproduce));
    }

    private static Element Text(string what, string text) =>
        new Element("figure").Add(new Element("figcaption").Add(what), new Element("pre").Add(text));

    private static string Style(FoundFinding found) => found.Waiver is null && found.Finding.Severity <= Runbooks.Severity.High ? "bad" : "open";
}
