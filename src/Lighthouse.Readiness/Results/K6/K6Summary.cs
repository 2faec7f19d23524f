using System.Globalization;
using System.Text.Json;
using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.K6;

/// <summary>
/// Reads the summary: from <c>handleSummary</c>, where each metric's figures stand under <c>values</c>, or from <c>--summary-export</c>, where
/// they stand in the metric itself. Of <c>http_req_failed</c>, <c>passes</c> counts the samples that are 1, which are the failed requests.
/// </summary>
internal static class K6Summary
{
    private const int MostMetrics = 10_000;

    public static IReadOnlyList<ToolLabel> Read(string text)
    {
        using var document = JsonDocument.Parse(text, JsonParts.Limits);
        if (document.RootElement.Part("metrics") is not { ValueKind: JsonValueKind.Object } metrics)
            throw new FormatException("it has no 'metrics'");
        var all = metrics.EnumerateObject().Take(MostMetrics + 1).ToList();
        if (all.Count > MostMetrics)
            throw new FormatException($"it has more than {MostMetrics:#,##0} metrics");
        var values = all.GroupBy(metric => metric.Name).ToDictionary(same => same.Key, same => Values(same.Last().Value), StringComparer.Ordinal);
        var labels = values.Select(metric => OfMetric(metric.Key, metric.Value, values)).OfType<ToolLabel>().ToList();
        return labels.FirstOrDefault(label => label.Label == K6Reader.Duration) is { } http
            ? [http with { Label = ToolLabel.Total, Errors = Errors(values.GetValueOrDefault(K6Reader.Failed)), Rate = Rate(values.GetValueOrDefault(K6Reader.Requests)) }, .. labels]
            : labels;
    }

    private static JsonElement Values(JsonElement metric) => metric.Part("values") is { ValueKind: JsonValueKind.Object } values ? values : metric;

    private static ToolLabel? OfMetric(string name, JsonElement values, Dictionary<string, JsonElement> all)
    {
        if (values.Number("passes") is not null && values.Number("fails") is not null)
            return new ToolLabel(name) { Errors = Errors(values) };
        if (values.Number("rate") is not null && values.Number("count") is not null)
            return new ToolLabel(name) { Rate = Rate(values) };
        if (values.Number("med") is null)
            return null;
        // Without the number of samples there is no telling how far the truth may lie from a percentile.
        return SamplesOf(name, values, all) is > 0 and var samples
            ? new ToolLabel(name) { Summary = Summaries.Checked(new PercentileSummary(Unit.Millisecond, samples, Points(values)) { Mean = values.Number("avg") }) }
            : null;
    }

    private static List<(double, double)> Points(JsonElement values)
    {
        var points = new List<(double, double)>();
        foreach (var value in values.EnumerateObject().Where(value => value.Value.ValueKind == JsonValueKind.Number))
        {
            var percentile = value.Name switch
            {
                "min" => 0,
                "med" => 50,
                "max" => 100,
                ['p', '(', .. var inside, ')'] when double.TryParse(inside, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100 => number,
                _ => -1.0,
            };
            if (percentile >= 0 && points.All(point => point.Item1 != percentile))
                points.Add((percentile, Numbers.Of(value.Value.GetDouble(), value.Name)));
        }

        return points;
    }

    // One sample a request, or one an iteration; of a part of them (name{tag:value}) only k6 itself knows, when it is asked for 'count'.
    private static long? SamplesOf(string name, JsonElement values, Dictionary<string, JsonElement> all) =>
        values.Count("count")
        ?? (name.StartsWith("http_req_", StringComparison.Ordinal) && !name.Contains('{', StringComparison.Ordinal) ? all.GetValueOrDefault(K6Reader.Requests).Count("count")
            : name == "iteration_duration" ? all.GetValueOrDefault("iterations").Count("count") : null);

    private static ProportionObservation? Errors(JsonElement values) =>
        values.Count("passes") is { } ones && values.Count("fails") is { } zeros ? new ProportionObservation(ones, ones + zeros) : null;

    private static ScalarObservation? Rate(JsonElement values) =>
        values.Number("rate") is { } rate && values.Count("count") is { } count ? new ScalarObservation(new Quantity(rate, Unit.PerSecond), count) : null;
}
