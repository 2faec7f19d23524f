using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Reporting.Html.Charts;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>A day of the page: what is wrong with it, its charts, its gates and its findings.</summary>
internal static class DaySection
{
    private static readonly string[] Columns = ["Criterion", "Measured", "Against the limit", "Allowed", "Verdict", "Evidence"];

    /// <summary>Where a link to a day leads.</summary>
    public static string Anchor(Day day) => $"day-{string.Concat(day.Name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()}";

    public static Element Render(DayStanding day)
    {
        var content = new List<Element> { PageSection.Lead($"{day.Day.Title}. {day.Gates.Count(gate => gate.Passed)} of {day.Gates.Count} required gates passed.") };
        content.AddRange(day.Misses.Select(miss => new Element("p").With("class", "bad").Add(miss)));
        var charts = day.Gates.SelectMany(GateCharts.Of).ToList();
        if (charts.Count > 0)
            content.Add(new Element("div").With("class", "charts").Add(charts));
        if (day.Gates.Count > 0)
            content.Add(PageTable.Framed("stack gates", $"Gates of {day.Day.Name}: what was measured, with its confidence interval and number of samples, and what is allowed", Columns, day.Gates.Select(gate => GateBody.Render(gate, Columns))));
        if (FindingSection.Render(day) is { } findings)
            content.Add(findings);
        return PageSection.Of(Anchor(day.Day), $"{day.Day.Name}: {day.Day.Task}", Mark.OfDay(day.Holds), content);
    }
}
