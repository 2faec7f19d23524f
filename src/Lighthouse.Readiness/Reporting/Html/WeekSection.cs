using Lighthouse.Readiness.Decisions;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>Every gate of every day as a small sign that leads to its numbers.</summary>
internal static class WeekSection
{
    public static Element Render(Basis basis) => PageSection.Of(
        "week", "The week at a glance", null,
        PageSection.Lead("A sign for each required gate: a tick passed, a cross failed, a question mark is inconclusive, a dash did not run. Each leads to its numbers."),
        new Element("div").With("class", "week").Add(basis.Days.Select(Day)));

    private static Element Day(DayStanding day) => new Element("div").With("class", "weekday").Add(
        new Element("div").Add(new Element("strong").Add(day.Day.Name), new Element("span").With("class", "note").Add(day.Day.Task)),
        new Element("ul").With("class", "tiles").Add(day.Gates.Select(gate => new Element("li").Add(Tile(gate)))),
        new Element("div").With("class", "note").Add($"{day.Gates.Count(gate => gate.Passed)} of {day.Gates.Count} passed"));

    private static Element Tile(GateStanding gate)
    {
        var mark = Mark.Of(gate.Verdict);
        return new Element("a").With("class", mark.Class).With("href", $"#{GateBody.Anchor(gate.Gate)}").With("title", $"{gate.Gate.Id}: {mark.Word}")
            .Add(mark.Icon(), new Element("span").With("class", "vh").Add($"{gate.Gate.Id}: {mark.Word}"));
    }
}
