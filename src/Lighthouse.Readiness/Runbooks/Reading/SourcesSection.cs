using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads the <c>sources</c> of a gate: metrics that other tools measure.</summary>
internal static class SourcesSection
{
    internal static IReadOnlyList<ResultSource> Read(MapReader gate, ReadingContext context) =>
        gate.Find("sources") is null ? [] : [.. gate.List("sources").Select(node => ReadSource(node, context)).OfType<ResultSource>()];

    private static ResultSource? ReadSource(Node node, ReadingContext context)
    {
        if (MapReader.Open(node, KeySet.Source, context.Mistakes) is not { } map)
            return null;
        var source = new ResultSource(
            map.Text("metric", TextForm.Metric), map.Word<ResultFormat>("format"), map.Text("file", TextForm.ResultFile),
            map.Find("label") is null ? ToolLabel.Total : map.Text("label", TextForm.Sentence), map.Text("figure", TextForm.Figure), ReadUnit(map, context.Mistakes), map.Location);
        Check(source, map, context);
        return source;
    }

    private static void Check(ResultSource source, MapReader map, ReadingContext context)
    {
        if (source.Metric.Length == 0 || source.Figure.Length == 0)
            return;
        if (!context.Metrics.TryGetValue(source.Metric, out var metric))
        {
            context.Mistakes.Add(RunbookCodes.UnknownMetric, map.LocationOf("metric"), $"a source feeds the metric '{Shown.Short(source.Metric)}', which the runbook does not have.{context.Mistakes.Suggest(source.Metric, context.Metrics.Keys)}");
            return;
        }

        if (!ToolLabel.IsFigure(source.Figure))
            context.Mistakes.Add(RunbookCodes.Source, map.LocationOf("figure"), $"there is no figure '{Shown.Short(source.Figure)}'; allowed are {ToolLabel.Figures}.");
        else if (Gives(source.Figure) is var (shape, dimension) && (metric.Shape != shape || metric.Dimension != dimension))
            context.Mistakes.Add(RunbookCodes.Source, map.LocationOf("figure"), $"the figure '{source.Figure}' is a {Word(shape)} of {Word(dimension)}, and metric '{metric.Name}' a {Word(metric.Shape)} of {Word(metric.Dimension)}; give the metric that shape and dimension.");
        if ((source.Unit is null) == (source.Format == ResultFormat.HdrHistogram))
            context.Mistakes.Add(RunbookCodes.Source, map.Location, $"files of hdr_histogram do not say the unit of their numbers, and those of other tools do; give 'unit' to the former alone.");
    }

    private static (MetricShape, Dimension) Gives(string figure) => figure switch
    {
        "latency" => (MetricShape.Distribution, Dimension.Duration),
        "mean" or "max" => (MetricShape.Scalar, Dimension.Duration),
        "errors" => (MetricShape.Proportion, Dimension.Ratio),
        "rate" => (MetricShape.Scalar, Dimension.Rate),
        ['p', >= '0' and <= '9', ..] => (MetricShape.Estimate, Dimension.Duration),
        _ => (MetricShape.Scalar, Dimension.Count),
    };

    private static Unit? ReadUnit(MapReader map, Mistakes mistakes)
    {
        if (map.Find("unit") is not { } node)
            return null;
        var symbol = mistakes.ReadText(node, "'unit' of a source", TextForm.Word);
        if (Unit.TryParse(symbol, out var unit) && unit.Dimension == Dimension.Duration)
            return unit;
        if (symbol.Length > 0)
            mistakes.Add(RunbookCodes.UnknownUnit, node.Location, $"'unit' of a source is '{Shown.Short(symbol)}'; allowed are {string.Join(", ", Unit.All.Where(one => one.Dimension == Dimension.Duration).Select(one => one.Symbol))}.");
        return Unit.Millisecond;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => Words<T>.All[Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)].Replace('_', ' ');
}
