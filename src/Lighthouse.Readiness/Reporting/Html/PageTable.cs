namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>A table of the page. On a narrow screen each row becomes a card; the roles say that it still is a table.</summary>
internal static class PageTable
{
    /// <summary>A table of plain rows.</summary>
    /// <param name="caption">What the table is.</param>
    /// <param name="heading">The columns' names.</param>
    /// <param name="rows">Texts, as many as columns; the first one names the row.</param>
    public static Element Of(string caption, IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows) => Framed(
        "stack", caption, heading,
        [Body("rows").Add(rows.Select(row => Row(null, [NameOf(row[0]), .. row.Skip(1).Select((cell, index) => Cell(heading[index + 1], cell))])))]);

    /// <summary>A table with bodies of its own.</summary>
    public static Element Framed(string style, string caption, IReadOnlyList<string> heading, IEnumerable<Element> bodies) => new Element("table").With("class", style).With("role", "table").Add(
    [
        new Element("caption").Add(caption),
        new Element("thead").With("role", "rowgroup").Add(Row(null, heading.Select(text => new Element("th").With("scope", "col").With("role", "columnheader").Add(text)))),
        .. bodies,
    ]);

    public static Element Body(string style) => new Element("tbody").With("class", style).With("role", "rowgroup");

    public static Element Row(string? style, params IEnumerable<Element> cells) => new Element("tr").With("class", style).With("role", "row").Add(cells);

    /// <summary>The cell that names its row.</summary>
    public static Element NameOf(string text) => new Element("th").With("scope", "row").With("role", "rowheader").Add(text);

    public static Element Cell(string label, string text) => Cell(label, text.Length == 0 ? null : new Element("span").Add(text));

    /// <summary>A cell; nothing for null.</summary>
    public static Element Cell(string label, Element? content)
    {
        var cell = new Element("td").With("role", "cell");
        return content is null ? cell.With("class", "empty") : cell.With("data-label", label).Add(content);
    }
}
