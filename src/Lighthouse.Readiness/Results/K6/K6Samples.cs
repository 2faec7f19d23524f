using System.Globalization;
using System.Text.Json;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.K6;

/// <summary>Reads the JSON output: a line declares a metric (<c>Metric</c>) or is one of its samples (<c>Point</c>).</summary>
internal static class K6Samples
{
    public static IReadOnlyList<ToolLabel> Read(string text)
    {
        var (latencies, failed, requests) = (new LatencyCollector(), 0L, 0L);
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var line = text.AsMemory(range.Start.Value, range.End.Value - range.Start.Value).Trim();
            if (line.IsEmpty)
                continue;
            using var document = Parse(line, number);
            if (document.RootElement.Text("type") is not "Point")
                continue;
            var data = document.RootElement.Part("data");
            var value = data.Number("value") ?? throw new FormatException($"the sample in line {number} has no value");
            switch (document.RootElement.Text("metric"))
            {
                case K6Reader.Duration:
                    Add(latencies, data, value);
                    break;
                case K6Reader.Failed:
                    failed += value > 0 ? 1 : 0;
                    requests++;
                    break;
            }
        }

        return [.. latencies.Labels.Select(label => label.Label == ToolLabel.Total && requests > 0 ? label with { Errors = new ProportionObservation(failed, requests) } : label)];
    }

    // k6 stamps a sample when it has ended.
    private static void Add(LatencyCollector latencies, JsonElement data, double milliseconds)
    {
        var at = DateTimeOffset.TryParse(data.Text("time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds() - milliseconds
            : throw new FormatException("a sample has no time");
        latencies.Add(ToolLabel.Total, milliseconds, null, at);
        if (data.Part("tags").Text("name") is { Length: > 0 } name && name != ToolLabel.Total)
            latencies.Add(name, milliseconds, null, at);
    }

    private static JsonDocument Parse(ReadOnlyMemory<char> line, int number)
    {
        try
        {
            return JsonDocument.Parse(line, JsonParts.Limits);
        }
        catch (JsonException problem)
        {
            throw new FormatException($"line {number} is no JSON; was the tool stopped while it wrote?", problem);
        }
    }
}
