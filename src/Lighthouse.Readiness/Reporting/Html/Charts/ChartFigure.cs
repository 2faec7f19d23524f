namespace Lighthouse.Readiness.Reporting.Html.Charts;

/// <summary>A chart with its title, its legend, and its main numbers as a table for whoever does not see it.</summary>
/// <param name="id">Its id on the page.</param>
/// <param name="title">What it shows.</param>
/// <param name="subtitle">Whose it is.</param>
/// <param name="description">What is to be seen, in words.</param>
internal sealed class ChartFigure(string id, string title, string subtitle, string description)
{
    /// <summary>Width of every drawing, in its own units; the page scales it.</summary>
    public const double Width = 440;

    private readonly List<(string Name, int Style)> legend = [];

    /// <summary>The drawing so far.</summary>
    public Element Plot { get; } = Svg.Of("svg");

    /// <summary>Names a line.</summary>
    public void Legend(string name, int style) => legend.Add((name, style));

    /// <summary>The figure.</summary>
    /// <param name="height">Height of the drawing.</param>
    /// <param name="columns">Columns of the table of numbers.</param>
    /// <param name="rows">Its rows.</param>
    public Element Render(double height, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var figure = new Element("figure").With("class", "chart").Add(
            new Element("figcaption").Add(new Element("h4").With("id", id).Add(title), new Element("p").Add(subtitle)),
            Plot.With("class", "plot").With("viewBox", $"0 0 {Svg.N(Width)} {Svg.N(height)}").With("role", "img").With("aria-labelledby", id).With("aria-describedby", $"{id}-words"));
        if (legend.Count > 0)
            figure.Add(new Element("ul").With("class", "legend").Add(legend.Select(Entry)));
        return figure.Add(
            new Element("p").With("id", $"{id}-words").With("class", "vh").Add(description),
            new Element("details").Add(new Element("summary").Add("The numbers"), Table(columns, rows)));
    }

    private Element Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) => new Element("table").Add(
        new Element("caption").With("class", "vh").Add(title),
        new Element("thead").Add(new Element("tr").Add(columns.Select(column => new Element("th").With("scope", "col").Add(column)))),
        new Element("tbody").Add(rows.Select(row => new Element("tr").Add(
            row.Select((cell, index) => index == 0 ? new Element("th").With("scope", "row").Add(cell) : new Element("td").Add(cell))))));

    private static Element Entry((string Name, int Style) line) => new Element("li").Add(
        Svg.Of("svg").With("class", "plot").With("viewBox", "0 0 28 10").With("aria-hidden", "true").Add(Svg.Line($"line l{line.Style}", 0, 5, 28, 5)),
        new Element("span").Add(line.Name));
}
