using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html.Charts;

/// <summary>
/// The whole of a latency by percentile, the axis stretched towards the slowest, against the staircase of what is allowed: no curve may enter what is shaded.
/// </summary>
internal static class PercentileChart
{
    /// <summary>The end of the name of a metric that counts from the actual start and stands beside the judged one.</summary>
    public const string ServiceTime = ".service_time";

    private const double Height = 250;
    private const double Left = 52;
    private const double Right = ChartFigure.Width - 10;
    private const double Top = 12;
    private const double Bottom = Height - 34;
    private const double LetterWidth = 6.5;
    private const int FewestSamples = 100;
    private const int MostCurves = 4;
    private static readonly double[] Written = [50, 90, 99, 99.9, 99.99, 99.999];

    /// <summary>The chart; null when no criterion of the gate limits a percentile of a latency, or nothing was measured.</summary>
    public static Element? Of(Gate gate, IReadOnlyList<RecordedDistribution> recorded)
    {
        var limits = Limits(gate, recorded);
        if (limits.Count == 0)
            return null;
        var metric = limits[0].Metric;
        var curves = recorded
            .Where(one => (one.Metric == metric || one.Metric.EndsWith(ServiceTime, StringComparison.Ordinal)) && one.Distribution.Count >= FewestSamples)
            .Take(MostCurves).ToList();
        return curves.All(one => one.Metric != metric) ? null : Draw(gate, limits, curves);
    }

    private static List<Criterion> Limits(Gate gate, IReadOnlyList<RecordedDistribution> recorded)
    {
        var percentiles = gate.Criteria.Where(criterion => criterion.Statistic.Kind == StatisticKind.Percentile && criterion.Threshold.Value > 0
            && criterion.Threshold.Unit.Dimension == Dimension.Duration && criterion.Comparison is Comparison.Less or Comparison.LessOrEqual);
        var measured = percentiles.Where(criterion => recorded.Any(one => one.Metric == criterion.Metric)).ToList();
        return [.. measured.Where(criterion => criterion.Metric == measured[0].Metric).OrderBy(criterion => criterion.Statistic.Percentile)];
    }

    private static Element Draw(Gate gate, List<Criterion> limits, List<RecordedDistribution> curves)
    {
        var most = curves.Max(curve => curve.Distribution.Count);
        var across = new Scale(percentile => Left + Nines(percentile, most) / Nines(100, most) * (Right - Left), [0, .. Written.Where(one => Nines(one, most) < Nines(100, most))]);
        var up = Vertical(limits, curves);
        var figure = new ChartFigure($"chart-{gate.Id}", $"Latency by percentile: {limits[0].Metric}", $"{gate.Id}, from the intended start, against what is allowed", Words(limits, curves));
        Grid(figure.Plot, across, up);
        Staircase(figure.Plot, limits, across, up);
        for (var index = 0; index < curves.Count; index++)
        {
            figure.Plot.Add(Svg.Polyline($"line l{index}", Curve(curves[index].Distribution, across, up)));
            figure.Legend(Name(curves, index), index);
        }

        return figure.Render(Height, ["Percentile", .. curves.Select((_, index) => Name(curves, index)), "Allowed"], Rows(limits, curves));
    }

    private static string Name(List<RecordedDistribution> curves, int index)
    {
        var curve = curves[index];
        var name = curve.Metric.EndsWith(ServiceTime, StringComparison.Ordinal) ? "service time, judged by nothing" : "from the intended start";
        return curves.Count(other => other.Metric == curve.Metric) > 1 ? $"{name}, record {curve.Evidence}" : name;
    }

    private static Scale Vertical(List<Criterion> limits, List<RecordedDistribution> curves)
    {
        var smallest = curves.Min(curve => curve.Distribution.AtRank(1).InBaseUnit);
        var largest = Math.Max(curves.Max(curve => curve.Distribution.AtRank(curve.Distribution.Count).InBaseUnit), limits.Max(limit => limit.Threshold.InBaseUnit));
        // Below a hundred-thousandth of the largest nothing can be told apart.
        var low = Scale.Round(Math.Max(smallest, largest * 1e-5), up: false);
        return Scale.Logarithmic(low, largest * 2.5, Bottom, Top);
    }

    // 0, 90 %, 99 %, 99.9 % stand at even distances; the slowest of n stands where one of n is beyond it.
    private static double Nines(double percentile, long samples) => -Math.Log10(Math.Max(1 - percentile / 100, 1.0 / samples));

    private static IEnumerable<(double X, double Y)> Curve(Distribution distribution, Scale across, Scale up)
    {
        var seen = 0L;
        foreach (var bucket in distribution.Buckets)
        {
            var y = up.At(new Quantity(bucket.Value, distribution.Unit).InBaseUnit);
            yield return (across.At(100.0 * seen / distribution.Count), y);
            seen += bucket.Count;
            yield return (across.At(100.0 * seen / distribution.Count), y);
        }
    }

    private static void Grid(Element plot, Scale across, Scale up)
    {
        foreach (var tick in up.Ticks)
            plot.Add(Svg.Line("grid", Left, up.At(tick), Right, up.At(tick)), Svg.Text(ChartNumber.Of(tick, Unit.Second), Left - 6, up.At(tick) + 4, "end"));
        foreach (var tick in across.Ticks)
            plot.Add(Svg.Line("grid", across.At(tick), Top, across.At(tick), Bottom), Svg.Text(tick == 0 ? "0" : FormattableString.Invariant($"p{tick}"), across.At(tick), Bottom + 15, tick == 0 ? "start" : "middle"));
        plot.Add(Svg.Line("axis", Left, Bottom, Right, Bottom), Svg.Text("percentile of the requests", Right, Height - 3, "end"));
    }

    /// <summary>Up to p50 the limit of p50, from there to p95 that of p95, and so on; beyond the last one nothing is limited.</summary>
    private static void Staircase(Element plot, List<Criterion> limits, Scale across, Scale up)
    {
        var from = Left;
        foreach (var limit in limits)
        {
            var (to, y) = (across.At(limit.Statistic.Percentile), up.At(limit.Threshold.InBaseUnit));
            plot.Add(Svg.Rectangle("forbidden", from, Top, to - from, y - Top), Svg.Line("limit", from, y, to, y));
            var label = ChartNumber.Of(limit.Threshold.Value, limit.Threshold.Unit);
            var fits = to - from > label.Length * LetterWidth;
            plot.Add(Svg.Line("limit", to, Top, to, y), Svg.Text(label, fits ? to - 4 : from + 3, fits ? y - 4 : y + 12, fits ? "end" : "start", "limittext"));
            from = to;
        }
    }

    private static string Words(List<Criterion> limits, List<RecordedDistribution> curves) => string.Join("; ", curves.Select((curve, index) =>
        $"{Name(curves, index)}, {Figures.Number(curve.Distribution.Count)} samples: {string.Join(", ", limits.Select(limit => $"p{Text(limit)} {At(curve.Distribution, limit.Statistic.Percentile)}"))}"))
        + $". Allowed: {string.Join(", ", limits.Select(limit => $"p{Text(limit)} {Figures.Allowed(limit)}"))}.";

    private static IEnumerable<IReadOnlyList<string>> Rows(List<Criterion> limits, List<RecordedDistribution> curves) =>
        limits.Select(limit => limit.Statistic.Percentile).Union(Written.Take(4)).Order().Select(percentile => (IReadOnlyList<string>)
        [
            FormattableString.Invariant($"p{percentile}"),
            .. curves.Select(curve => At(curve.Distribution, percentile)),
            string.Join(", ", limits.Where(limit => limit.Statistic.Percentile == percentile).Select(Figures.Allowed)),
        ]);

    private static string At(Distribution distribution, double percentile) => distribution.AtRank(PercentileBounds.Rank(percentile, distribution.Count)).ToString();

    private static string Text(Criterion criterion) => FormattableString.Invariant($"{criterion.Statistic.Percentile}");
}
