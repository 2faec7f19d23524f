using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>The decision as one page without script, image or outside address.</summary>
internal static class DecisionPage
{
    public static string Render(Runbook runbook, Decision decision, Basis basis) => "<!DOCTYPE html>\n"
        + new Element("html").With("lang", "en").Add(Head(runbook, decision)).Add(Body(runbook, decision, basis)).Render(Untrusted.ForHtml);

    private static Element Head(Runbook runbook, Decision decision) => new Element("head").Add(
        VoidElement("meta").With("charset", "utf-8"),
        VoidElement("meta").With("http-equiv", "Content-Security-Policy").With("content", "default-src 'none'; style-src 'unsafe-inline'"),
        VoidElement("meta").With("name", "viewport").With("content", "width=device-width, initial-scale=1"),
        new Element("title").Add($"{decision.Outcome.Text()}: {runbook.Title}"),
        new Element("style").Add(PageStyle.Css));

    private static Element Body(Runbook runbook, Decision decision, Basis basis)
    {
        var body = new Element("body").Add(
            Header(runbook, decision, basis),
            new Element("h2").Add("Why"), Items(decision.Rationale.Skip(1)),
            new Element("h2").Add("The criteria"), Criteria(decision));
        foreach (var day in basis.Days)
            body.Add(DaySection.Render(day));
        return body.Add(Outside(basis.Scope)).Add(Run(runbook, decision, basis));
    }

    private static Element Header(Runbook runbook, Decision decision, Basis basis) => new Element("header")
        .With("class", decision.Outcome switch { Outcome.Go => "good", Outcome.NoGo => "bad", _ => "open" })
        .Add(new Element("h1").Add(decision.Outcome.Text()))
        .Add(new Element("p").Add(runbook.Title))
        .Add(new Element("p").Add(decision.Rationale.FirstOrDefault() ?? basis.Scope.Sentence(decision.Outcome)));

    private static Element Criteria(Decision decision) => PageTable.Of(
        ["criterion", "holds", "because"],
        decision.Criteria.SelectMany(criterion => criterion.Parts
            .Select(part => PageTable.Row([part.Name, part.Holding.Text(), Tables.PartText.Basis(part)], 1, Mark(part.Holding)).With("class", "part"))
            .Prepend(PageTable.Row([criterion.Name, criterion.Holding.Text(), criterion.Reason], 1, Mark(criterion.Holding)))));

    private static Element Outside(Scope scope)
    {
        var rows = scope.Planned
            .Select(gate => PageTable.Row([gate.Id, gate.Day, "planned, measured by no suite yet", gate.Title]))
            .Concat(scope.LeftByProfile().SelectMany(left => left.Gates.Select(gate => PageTable.Row([gate.Id, gate.Day, left.Where, gate.Title]))))
            .ToList();
        var section = new Element("section").Add(new Element("h2").Add($"Not in this decision: {rows.Count} of {scope.Total} gates"));
        return rows.Count == 0
            ? section.Add(new Element("p").Add("Nothing: every gate of the runbook was required."))
            : section.Add(PageTable.Of(["gate", "day", "why not", "what it would show"], rows));
    }

    private static Element Run(Runbook runbook, Decision decision, Basis basis)
    {
        var facts = new List<(string Name, string Value)>
        {
            ("run", decision.Identity.RunId),
            ("commit", decision.Identity.Commit),
            ("profile", decision.Identity.Profile.Text()),
            ("seed", $"{decision.Identity.Seed}"),
            ("runbook", $"{runbook.Name}, SHA-256 {decision.Identity.RunbookDigest}"),
            ("decided at", Json.JsonReport.Time(decision.At)!),
        };
        facts.AddRange(basis.Days.Select(day => ($"evidence of {day.Day.Name}", day.Judged?.Head is { } head
            ? $"{ArtifactNames.Evidence(day.Day)}, {head.Records} records, head {head.Hash}, begun {Json.JsonReport.Time(day.Judged.Opened) ?? "at an unknown time"}"
            : "none")));
        return new Element("section").Add(new Element("h2").Add("The run"))
            .Add(new Element("dl").Add(facts.SelectMany(fact => new[] { new Element("dt").Add(fact.Name), new Element("dd").Add(fact.Value) })));
    }

    private static Element Items(IEnumerable<string> items) => new Element("ul").Add(items.Select(item => new Element("li").Add(item)));

    private static string Mark(Holding holding) => holding switch
    {
        Holding.Yes => "good",
        Holding.No => "bad",
        _ => "open",
    };

    private static Element VoidElement(string name) => new(name, isVoid: true);
}
