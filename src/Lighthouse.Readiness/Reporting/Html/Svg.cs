using System.Globalization;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>Elements of drawings, with the numbers written as a browser reads them.</summary>
internal static class Svg
{
    public static Element Of(string name) => new(name);

    public static Element Line(string style, double x1, double y1, double x2, double y2) =>
        Of("line").With("class", style).With("x1", N(x1)).With("y1", N(y1)).With("x2", N(x2)).With("y2", N(y2));

    public static Element Rectangle(string style, double x, double y, double width, double height) =>
        Of("rect").With("class", style).With("x", N(x)).With("y", N(y)).With("width", N(width)).With("height", N(height));

    public static Element Dot(string style, double x, double y, double radius) =>
        Of("circle").With("class", style).With("cx", N(x)).With("cy", N(y)).With("r", N(radius));

    /// <summary>A text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Its place.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="style">Its style class; null for none.</param>
    public static Element Text(string text, double x, double y, string anchor = "start", string? style = null) =>
        Of("text").With("class", style).With("x", N(x)).With("y", N(y)).With("text-anchor", anchor).Add(text);

    /// <summary>A line through points; points that would fall on one another are drawn once.</summary>
    public static Element Polyline(string style, IEnumerable<(double X, double Y)> points) =>
        Of("polyline").With("class", style).With("points", Points(points));

    public static Element Polygon(string style, IEnumerable<(double X, double Y)> points) =>
        Of("polygon").With("class", style).With("points", Points(points));

    /// <summary>A number, to a tenth.</summary>
    public static string N(double number) => Math.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Points(IEnumerable<(double X, double Y)> points)
    {
        var written = new List<string>();
        foreach (var (x, y) in points)
        {
            var point = $"{N(x)},{N(y)}";
            if (written.Count == 0 || written[^1] != point)
                written.Add(point);
        }

        return string.Join(' ', written);
    }
}
