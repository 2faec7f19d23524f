namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>A table of the page.</summary>
internal static class PageTable
{
    public static Element Of(IEnumerable<string> heading, IEnumerable<Element> rows) => new Element("div").With("class", "scroll").Add(
        new Element("table").Add(
            new Element("thead").Add(new Element("tr").Add(heading.Select(text => new Element("th").With("scope", "col").Add(text)))),
            new Element("tbody").Add(rows)));

    /// <summary>A row of texts.</summary>
    /// <param name="cells">The texts.</param>
    /// <param name="marked">Which cell, from 0, carries the mark.</param>
    /// <param name="mark">The mark's style class; null for none.</param>
    public static Element Row(IReadOnlyList<string> cells, int marked = 0, string? mark = null) =>
        new Element("tr").Add(cells.Select((cell, index) => new Element("td").With("class", index == marked ? mark : null).Add(cell)));
}
