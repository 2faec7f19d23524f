using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>A gate in the table of its day: its name and verdict, a row for each criterion, and what was recorded beside.</summary>
internal static class GateBody
{
    /// <summary>Where a link to a gate leads.</summary>
    public static string Anchor(Gate gate) => $"gate-{gate.Id}";

    public static Element Render(GateStanding gate, IReadOnlyList<string> columns)
    {
        var body = PageTable.Body("gate").With("id", Anchor(gate.Gate)).Add(PageTable.Row(null, Heading(gate, columns.Count)));
        if (!gate.Passed)
            body.Add(Wide("why", columns.Count, new Element("span").Add(gate.Reason)));
        body.Add((gate.Judged?.Criteria ?? []).Select(criterion => Criterion(gate, criterion, columns)));
        if ((gate.Judged?.Criteria.Count ?? 0) == 0)
            body.Add(Wide("why", columns.Count, new Element("span").Add("No criterion of it was measured.")));
        var beside = gate.Judged?.RecordedBeside.ToList() ?? [];
        return beside.Count == 0 ? body : body.Add(Wide("more", columns.Count, Beside(beside)));
    }

    private static Element Heading(GateStanding gate, int columns) => new Element("th").With("scope", "rowgroup").With("role", "rowheader").With("colspan", $"{columns}").Add(
        new Element("div").With("class", "gatehead").Add(
            new Element("b").Add(gate.Gate.Id),
            Mark.Of(gate.Verdict).Chip(),
            new Element("span").With("class", "note").Add($"{gate.Gate.Title} Severity {Json.GateJson.Lower(gate.Gate.Severity)}, owner {gate.Gate.Owner}.")));

    private static Element Criterion(GateStanding gate, CriterionVerdict criterion, IReadOnlyList<string> columns)
    {
        var mark = Mark.Of(criterion.Verdict);
        return PageTable.Row("part",
            PageTable.NameOf(Figures.Subject(criterion.Criterion)),
            PageTable.Cell(columns[1], new Element("span").With("class", "figure").Add(Figures.Measured(criterion))),
            PageTable.Cell(columns[2], LimitMeter.Of(criterion)),
            PageTable.Cell(columns[3], Figures.Allowed(criterion.Criterion)),
            PageTable.Cell(columns[4], new Element("span").With("class", mark.Class).Add(mark.Icon(), new Element("span").Add(mark.Word))),
            PageTable.Cell(columns[5], Evidence(gate, criterion)));
    }

    private static Element Evidence(GateStanding gate, CriterionVerdict criterion) => criterion.Evidence.Count == 0
        ? new Element("span").Add("none")
        : new Element("a").With("href", ArtifactNames.Evidence(gate.Day))
            .Add(criterion.Evidence.Count == 1 ? $"record {criterion.Evidence[0]}" : $"records {string.Join(", ", criterion.Evidence)}");

    private static Element Beside(List<RecordedFigure> figures) => new Element("details").Add(
        new Element("summary").Add($"Recorded beside ({figures.Count}), judged by no criterion"),
        new Element("dl").With("class", "inner").Add(figures.Select(figure => new Element("div").Add(
            new Element("dt").Add(figure.Name),
            new Element("dd").Add($"{figure.Value} (n={Quantity.Count(figure.Samples)}, record {figure.Evidence})")))));

    private static Element Wide(string style, int columns, Element content) =>
        PageTable.Row("part", new Element("td").With("role", "cell").With("class", style).With("colspan", $"{columns}").Add(content));
}
