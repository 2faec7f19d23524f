using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Reporting.Html.Charts;

/// <summary>How something went along an axis: a panel for each unit, all over the same axis, with stretches such as a fault shaded through all of them.</summary>
internal static class SeriesChart
{
    private const double Left = 58;
    private const double Right = ChartFigure.Width - 12;
    private const double Top = 22;
    private const double Between = 18;
    private const double LowPanel = 100;
    private const int MostMarkers = 40;
    private const int MostNames = 3;

    public static Element Of(GateStanding gate, FoundSeries found, int index)
    {
        var series = found.Series;
        var figure = new ChartFigure($"series-{gate.Gate.Id}-{index}", series.Title, $"{gate.Gate.Id}, record {found.Evidence}", Words(series));
        var panels = series.Lines.GroupBy(line => line.Unit).Select(group => group.ToList()).ToList();
        var panel = panels.Count == 1 ? 170.0 : 96.0;
        var bottom = Top + panels.Count * panel + (panels.Count - 1) * Between;
        var across = Scale.Even(series.Lines.Min(line => line.At[0]), series.Lines.Max(line => line.At[^1]), Left, Right);
        Spans(figure.Plot, series, across, bottom);
        for (var number = 0; number < panels.Count; number++)
            Panel(figure, series, panels[number], across, Top + number * (panel + Between), panel);
        Axis(figure.Plot, series, across, bottom);
        return figure.Render(bottom + 34, ["Line", "First", "Least", "Most", "Last"], series.Lines.Select(Row).Concat(series.Spans.Take(MostMarkers).Select(span => Row(span, series))));
    }

    private static void Panel(ChartFigure figure, RecordedSeries series, List<SeriesLine> lines, Scale across, double top, double height)
    {
        var unit = UnitOf(lines[0].Unit);
        var up = Vertical(lines, unit, top + height, top);
        foreach (var tick in up.Ticks)
            figure.Plot.Add(Svg.Line("grid", Left, up.At(tick), Right, up.At(tick)), Svg.Text(ChartNumber.Of(tick, unit), Left - 6, up.At(tick) + 4, "end"));
        figure.Plot.Add(Svg.Line("axis", Left, top + height, Right, top + height));
        foreach (var line in lines)
        {
            var style = Math.Min(series.Lines.ToList().IndexOf(line), 3);
            var points = line.At.Zip(line.Values, (at, value) => (across.At(at), up.At(value))).ToList();
            if (line is { Lower: { } lower, Upper: { } upper })
                figure.Plot.Add(Svg.Polygon($"band f{style}", Edge(line, upper, across, up).Concat(Edge(line, lower, across, up).Reverse())));
            figure.Plot.Add(Svg.Polyline($"line l{style}", points));
            if (line.Lower is null && points.Count <= MostMarkers)
                figure.Plot.Add(points.Select(point => Svg.Dot($"f{style}", point.Item1, point.Item2, 2.5)));
            figure.Legend(line.Lower is null ? line.Name : $"{line.Name} (band: its bounds)", style);
        }
    }

    private static IEnumerable<(double X, double Y)> Edge(SeriesLine line, IReadOnlyList<double> bounds, Scale across, Scale up) =>
        line.At.Zip(bounds, (at, value) => (across.At(at), up.At(value)));

    // From zero, unless all that there is to see would be a straight line at the top.
    private static Scale Vertical(List<SeriesLine> lines, Unit unit, double from, double to)
    {
        var all = lines.SelectMany(line => line.Values.Concat(line.Lower ?? []).Concat(line.Upper ?? [])).ToList();
        var (low, high) = (all.Min(), all.Max());
        var parts = from - to > LowPanel ? 6 : 3;
        if (unit == Unit.Percent && low >= 0 && high <= 100)
            return Scale.Even(0, 100, from, to, parts);
        var room = Math.Max((high - low) * 0.1, Math.Abs(high) * 0.0005);
        return low >= 0 && low < high * 0.6 || low == high ? Scale.Even(Math.Min(0, low), high + room, from, to, parts) : Scale.Even(low - room, high + room, from, to, parts);
    }

    private static void Spans(Element plot, RecordedSeries series, Scale across, double bottom)
    {
        var (first, last) = (series.Lines.Min(line => line.At[0]), series.Lines.Max(line => line.At[^1]));
        foreach (var group in Overlapping(series.Spans.Where(span => span.To >= first && span.From <= last)))
        {
            var (from, to) = (across.At(group.Min(span => span.From)), across.At(group.Max(span => span.To)));
            plot.Add(Svg.Rectangle("fault", from, Top, Math.Max(to - from, 1), bottom - Top), Svg.Line("edge", from, Top - 3, from, bottom), Svg.Line("edge", to, Top - 3, to, bottom));
            var names = group.Select(span => span.Name).Distinct().ToList();
            var label = names.Count <= MostNames && names.Sum(name => name.Length) < 40 ? string.Join(", ", names) : $"{names.Count} faults";
            var middle = Math.Clamp((from + to) / 2, Left + 60, Right - 60);
            plot.Add(Svg.Text(label, middle, Top - 8, "middle", "faulttext"));
        }
    }

    private static IEnumerable<List<SeriesSpan>> Overlapping(IEnumerable<SeriesSpan> spans)
    {
        var group = new List<SeriesSpan>();
        foreach (var span in spans.OrderBy(span => span.From))
        {
            if (group.Count > 0 && span.From > group.Max(other => other.To))
            {
                yield return group;
                group = [];
            }

            group.Add(span);
        }

        if (group.Count > 0)
            yield return group;
    }

    private static void Axis(Element plot, RecordedSeries series, Scale across, double bottom)
    {
        var unit = UnitOf(series.AxisUnit);
        foreach (var tick in across.Ticks)
            plot.Add(Svg.Line("axis", across.At(tick), bottom, across.At(tick), bottom + 4), Svg.Text(ChartNumber.Of(tick, unit), across.At(tick), bottom + 16, "middle"));
        plot.Add(Svg.Text(series.Axis, Right, bottom + 30, "end"));
    }

    private static string Words(RecordedSeries series) => string.Join(" ", series.Lines.Select(line => $"{line.Name}: {string.Join(", ", Row(line).Skip(1))} (first, least, most, last)."))
        + string.Concat(series.Spans.Take(MostMarkers).Select(span => $" {span.Name} from {Place(span.From, series)} to {Place(span.To, series)}."));

    private static IReadOnlyList<string> Row(SeriesLine line)
    {
        var unit = UnitOf(line.Unit);
        return [line.Name, .. new[] { line.Values[0], line.Values.Min(), line.Values.Max(), line.Values[^1] }.Select(value => ChartNumber.Of(value, unit))];
    }

    private static IReadOnlyList<string> Row(SeriesSpan span, RecordedSeries series) => [span.Name, $"from {Place(span.From, series)}", "", "", $"to {Place(span.To, series)}"];

    private static string Place(double at, RecordedSeries series) => ChartNumber.Of(at, UnitOf(series.AxisUnit));

    // Nothing with another unit is on record.
    private static Unit UnitOf(string symbol) => Unit.TryParse(symbol, out var unit) ? unit : Unit.One;
}
