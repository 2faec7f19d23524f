using System.Globalization;
using System.Xml.Linq;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Reporting.Html.Charts;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;
using Xunit;

namespace Lighthouse.Readiness.Tests.Reporting.Html;

public sealed class ChartTests
{
    private static readonly Gate Latency = SampleWeek.Runbook.FindGate("elicitation-latency")!;

    [Fact]
    public void A_curve_rises_from_the_least_to_the_largest_and_stays_out_of_what_is_forbidden()
    {
        var chart = Percentiles(new Bucket(2, 500), new Bucket(20, 495), new Bucket(120, 5));
        var points = Points(chart, "line l0");

        Assert.Equal(points.Select(point => point.X).Order(), points.Select(point => point.X));
        Assert.Equal(points.Select(point => -point.Y).Order(), points.Select(point => -point.Y));
        Assert.DoesNotContain(points, point => Forbidden(chart).Any(area => Inside(area, point)));
    }

    [Fact]
    public void A_curve_beyond_a_limit_is_seen_to_be()
    {
        var chart = Percentiles(new Bucket(2, 900), new Bucket(450, 100));

        Assert.Contains(Points(chart, "line l0"), point => Forbidden(chart).Any(area => Inside(area, point)));
    }

    [Fact]
    public void The_limits_are_written_and_both_curves_named()
    {
        var text = Figure(PercentileChart.Of(Latency,
        [
            Recorded("elicitation.end_to_end", new Bucket(41, 1000)), Recorded("elicitation.service_time", new Bucket(40, 1000)), Recorded("something.else", new Bucket(1, 1000)),
        ])!).Value;

        Assert.Contains("300 ms", text, StringComparison.Ordinal);
        Assert.Contains("from the intended start", text, StringComparison.Ordinal);
        Assert.Contains("service time", text, StringComparison.Ordinal);
        Assert.DoesNotContain("something.else", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_samples_or_no_limit_give_no_chart()
    {
        Assert.Null(PercentileChart.Of(Latency, [Recorded("elicitation.end_to_end", new Bucket(41, 99))]));
        Assert.Null(PercentileChart.Of(SampleWeek.Runbook.FindGate("process-crash")!, [Recorded("process_crash.recovery", new Bucket(41, 1000))]));
        Assert.Null(PercentileChart.Of(Latency, []));
    }

    [Fact]
    public void A_fault_is_shaded_where_it_was_and_each_unit_has_a_panel()
    {
        var chart = Series(new RecordedSeries(
            "process-crash", "Requests", "time", "s",
            [new SeriesLine("acknowledged", "%", [0, 5, 10], [100, 0, 100]), new SeriesLine("slowest", "ms", [0, 10], [3, 800])], [new SeriesSpan("kill", 4, 6)], "test"));
        var shade = chart.Descendants("rect").Single(one => one.Attribute("class")!.Value == "fault");
        var line = Points(chart, "line l0");

        Assert.InRange(line[1].X, Number(shade, "x"), Number(shade, "x") + Number(shade, "width"));
        Assert.True(line[0].X < Number(shade, "x") && line[2].X > Number(shade, "x") + Number(shade, "width"));
        Assert.True(Points(chart, "line l1").Min(point => point.Y) > line.Max(point => point.Y), "the panels lie on one another");
        Assert.Contains("kill from 4 s to 6 s", chart.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_band_lies_around_its_line()
    {
        var chart = Series(new RecordedSeries("leak", "Heap", "operations", "", [new SeriesLine("slope", "KB", [0, 1000], [8000, 8010], [7990, 8000], [8010, 8040])], [], "test"));
        var band = Points(chart, "band f0");
        var line = Points(chart, "line l0");

        Assert.All(line, point => Assert.InRange(point.Y, band.Min(one => one.Y), band.Max(one => one.Y)));
        Assert.Equal(4, band.Count);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0, 0.3)]
    [InlineData(7_990, 8_040)]
    [InlineData(5, 5)]
    [InlineData(-3, 40_000)]
    public void An_even_scale_keeps_its_ends_and_writes_a_few_numbers(double low, double high)
    {
        var scale = Scale.Even(low, high, 200, 10);

        Assert.Equal(200, scale.At(low), 6);
        Assert.InRange(scale.Ticks.Count, 2, 7);
        Assert.All(scale.Ticks, tick => Assert.InRange(scale.At(tick), 10, 200));
    }

    [Theory]
    [InlineData(0.3, "s", "300 ms")]
    [InlineData(1, "s", "1 s")]
    [InlineData(90, "s", "90 s")]
    [InlineData(120, "s", "2 min")]
    [InlineData(0.00025, "s", "250 us")]
    [InlineData(0, "s", "0 s")]
    [InlineData(8010.4, "KB", "8.01 MB")]
    [InlineData(12000, "", "12,000")]
    [InlineData(99.5, "%", "99.5 %")]
    public void Numbers_are_written_short(double value, string unit, string expected)
    {
        Assert.True(Unit.TryParse(unit, out var parsed));
        Assert.Equal(expected, ChartNumber.Of(value, parsed));
    }

    private static XElement Percentiles(params Bucket[] buckets) => Figure(PercentileChart.Of(Latency, [Recorded("elicitation.end_to_end", buckets)])!);

    private static RecordedDistribution Recorded(string metric, params Bucket[] buckets) => new(metric, new Distribution(Unit.Millisecond, buckets), [], 4);

    private static XElement Series(RecordedSeries series)
    {
        var day = SampleWeek.Runbook.Days[2];
        return Figure(SeriesChart.Of(new GateStanding(day, day.Gates[0], null, Verdict.Passed, ""), new FoundSeries(series, 5), 0));
    }

    private static XElement Figure(Lighthouse.Readiness.Reporting.Element element) => XElement.Parse(element.Render(Untrusted.ForHtml));

    private static List<(double X, double Y)> Points(XElement chart, string style) =>
    [
        .. chart.Descendants().Single(one => one.Attribute("class")?.Value == style && one.Attribute("points") is not null).Attribute("points")!.Value.Split(' ')
            .Select(point => point.Split(',')).Select(pair => (double.Parse(pair[0], CultureInfo.InvariantCulture), double.Parse(pair[1], CultureInfo.InvariantCulture))),
    ];

    private static IEnumerable<XElement> Forbidden(XElement chart) => chart.Descendants("rect").Where(one => one.Attribute("class")!.Value == "forbidden");

    private static bool Inside(XElement area, (double X, double Y) point) =>
        point.X > Number(area, "x") && point.X < Number(area, "x") + Number(area, "width") && point.Y > Number(area, "y") && point.Y < Number(area, "y") + Number(area, "height");

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
