using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>A day of the page: what is wrong with it, and its gates.</summary>
internal static class DaySection
{
    private const int VerdictColumn = 4;

    public static Element Render(DayStanding day)
    {
        var section = new Element("section").Add(new Element("h2").Add($"{day.Day.Name}: {day.Day.Title}"));
        foreach (var miss in day.Misses)
            section.Add(new Element("p").With("class", "bad").Add(miss));
        section.Add(PageTable.Of(["gate", "severity", "measured", "allowed", "verdict", "why", "evidence"], day.Gates.SelectMany(Rows)));
        return FindingSection.Render(day) is { } findings ? section.Add(findings) : section;
    }

    private static IEnumerable<Element> Rows(GateStanding gate)
    {
        var head = PageTable.Row(
            [gate.Gate.Id, Json.GateJson.Lower(gate.Gate.Severity), "", "", gate.Verdict.ToString(), gate.Reason, ArtifactNames.Evidence(gate.Day)],
            VerdictColumn, Mark(gate.Verdict));
        return (gate.Judged?.Criteria ?? []).Select(Row).Prepend(head).Concat((gate.Judged?.RecordedBeside ?? []).Select(Recorded));
    }

    private static Element Recorded(RecordedFigure figure) => PageTable.Row(
        [figure.Name, "", $"{figure.Value} (n={Quantity.Count(figure.Samples)})", "", "recorded", "No criterion looks at it.", $"record {figure.Evidence}"],
        VerdictColumn, "").With("class", "part");

    private static Element Row(CriterionVerdict criterion) => PageTable.Row(
        [
            Figures.Subject(criterion.Criterion), "", Figures.Measured(criterion), Figures.Allowed(criterion.Criterion),
            criterion.Verdict.ToString(), criterion.Reason, Records(criterion),
        ],
        VerdictColumn, Mark(criterion.Verdict)).With("class", "part");

    private static string Records(CriterionVerdict criterion) => criterion.Evidence.Count switch
    {
        0 => "none",
        1 => $"record {criterion.Evidence[0]}",
        _ => $"records {string.Join(", ", criterion.Evidence)}",
    };

    private static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "good",
        Verdict.Failed => "bad",
        _ => "open",
    };
}
