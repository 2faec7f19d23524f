using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads <c>metrics</c>.</summary>
internal static class MetricsSection
{
    internal static IReadOnlyList<MetricDefinition> Read(Node? node, ReadingContext context)
    {
        foreach (var (name, value) in MapReader.OpenNamed(node, "metrics", TextForm.Metric, context.Mistakes))
            context.Metrics[name.Text] = ReadMetric(name, value, context.Mistakes);
        return [.. context.Metrics.Values];
    }

    private static MetricDefinition ReadMetric(TextNode name, Node value, Mistakes mistakes)
    {
        var map = MapReader.Open(value, KeySet.Metric, mistakes);
        var metric = new MetricDefinition(
            name.Text, map?.Word<MetricShape>("shape") ?? default, map?.Word<Dimension>("dimension") ?? default,
            map?.Text("meaning", TextForm.Sentence) ?? "", name.Location);
        if (metric is { Shape: MetricShape.Proportion, Dimension: not Dimension.Ratio } && map?.Find("dimension") is { } dimension)
            mistakes.Add(RunbookCodes.Proportion, dimension.Location, $"metric '{metric.Name}' is a proportion, so many of so many; its dimension must be ratio.");
        return metric;
    }
}
