using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>The decision as one page without script, image or outside address. It follows from the evidence alone: the same evidence gives the same bytes.</summary>
internal static class DecisionPage
{
    public static string Render(Runbook runbook, Decision decision, Basis basis) => "<!DOCTYPE html>\n"
        + new Element("html").With("lang", "en").Add(Head(runbook, decision)).Add(Body(runbook, decision, basis)).Render(Untrusted.ForHtml);

    private static Element Head(Runbook runbook, Decision decision) => new Element("head").Add(
        VoidElement("meta").With("charset", "utf-8"),
        VoidElement("meta").With("http-equiv", "Content-Security-Policy").With("content", "default-src 'none'; style-src 'unsafe-inline'"),
        VoidElement("meta").With("name", "viewport").With("content", "width=device-width, initial-scale=1"),
        VoidElement("meta").With("name", "color-scheme").With("content", "light dark"),
        new Element("title").Add($"{decision.Outcome.Text()}: {runbook.Title}"),
        new Element("style").Add(PageStyle.Css));

    private static Element Body(Runbook runbook, Decision decision, Basis basis)
    {
        Part[] parts =
        [
            new("why", "Why", WhySection.Render(decision)),
            new("criteria", "The criteria", CriteriaSection.Render(decision)),
            new("week", "The week at a glance", WeekSection.Render(basis)),
            .. basis.Days.Select(day => new Part(DaySection.Anchor(day.Day), day.Day.Name, DaySection.Render(day))),
            new("governance", "Waivers and approvals", GovernanceSection.Render(runbook, decision, basis)),
            new("chance", "How often chance makes this wrong", ErrorRateSection.Render(decision.ErrorRates)),
            new("outside", "Not in this decision", OutsideSection.Render(basis.Scope)),
            .. decision.Previous is { } previous ? [new Part("comparison", "The run before", ComparisonSection.Render(basis, previous))] : Array.Empty<Part>(),
            new("run", "The run", RunSection.Render(runbook, decision, basis)),
        ];
        return new Element("body").Add(
            new Element("a").With("class", "skip").With("href", "#main").Add("Skip to the decision"),
            new Element("div").With("class", "page").Add(
                DecisionHeader.Top(runbook, decision),
                new Element("main").With("id", "main").Add(
                [
                    DecisionHeader.Verdict(runbook, decision, basis),
                    Navigation(parts),
                    .. parts.Select(part => part.Section),
                ]),
                Footer(runbook, decision)));
    }

    private static Element Navigation(IEnumerable<Part> parts) => new Element("nav").With("aria-label", "On this page").Add(
        new Element("ul").Add(parts.Select(part => new Element("li").Add(new Element("a").With("href", $"#{part.Anchor}").Add(part.Title)))));

    private static Element Footer(Runbook runbook, Decision decision) => new Element("footer").Add(new Element("section").Add(new Element("p").With("class", "note").Add(
        $"Every verdict on this page follows from the evidence beside it; {runbook.BuildCommand} --target=Verify judges again and compares. Run {decision.Identity.RunId}.")));

    private static Element VoidElement(string name) => new(name, isVoid: true);

    private sealed record Part(string Anchor, string Title, Element Section);
}
