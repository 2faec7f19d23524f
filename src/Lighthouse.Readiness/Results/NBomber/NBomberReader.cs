using System.Globalization;
using System.Text.Json;
using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.NBomber;

/// <summary>
/// Reads NBomber's report: the CSV (columns named <c>ok_...</c> since version 3, without before), its statistics as JSON, and the report for people as
/// text or Markdown. Labels are <c>scenario</c> and <c>scenario/step</c>. Its latencies are those of the requests that succeeded.
/// </summary>
internal static class NBomberReader
{
    // Three significant digits of its histogram, and two decimals when it writes them down.
    private const double Rounding = 0.001;
    private const double Milliseconds = 0.005;

    private static readonly (string Name, double Percentile)[] Percentiles = [("50", 50), ("75", 75), ("95", 95), ("99", 99)];

    public static IReadOnlyList<ToolLabel> Read(string text) => text.TrimStart().StartsWith('{') ? ReadJson(text)
        : NBomberText.IsReport(text) ? ReadText(text)
        : ReadCsv(text);

    private static List<ToolLabel> ReadText(string text) => Once(NBomberText.Read(text).Select(one => Make(
        one.Label, one.Counts, one.Rate,
        one.Latencies.Count == 0 ? [] : Points(percentile => one.Latencies[percentile], one.Latencies["min"], one.Latencies["max"]),
        one.Latencies.GetValueOrDefault("mean"))));

    private static List<ToolLabel> ReadCsv(string text)
    {
        var table = CsvTable.Read(text);
        var ok = table.Has("ok_rps") ? "ok_" : "";
        return Once(table.Rows.Select(row => Step(table, row, ok)));
    }

    private static List<ToolLabel> Once(IEnumerable<ToolLabel> labels) =>
        [.. labels.GroupBy(one => one.Label).Select(same => same.Count() == 1 ? same.First() : throw new FormatException($"'{Numbers.Short(same.Key)}' is there twice"))];

    private static ToolLabel Step(CsvTable table, string[] row, string ok)
    {
        var (requests, succeeded, failed) = (table.Count(row, "request_count"), table.Count(row, "ok"), table.Count(row, "failed"));
        return Make(
            $"{table.Text(row, "scenario")}/{table.Text(row, "step_name")}", (requests, succeeded, failed), table.Number(row, ok + "rps"),
            Points(percentile => table.Number(row, $"{ok}{percentile}_percent"), table.Number(row, ok + "min"), table.Number(row, ok + "max")), table.Number(row, ok + "mean"));
    }

    private static List<ToolLabel> ReadJson(string text)
    {
        using var document = JsonDocument.Parse(text, JsonParts.Limits);
        var root = document.RootElement.Part("FinalStats") is { ValueKind: JsonValueKind.Object } final ? final : document.RootElement;
        var labels = new List<ToolLabel>();
        foreach (var scenario in root.Items("ScenarioStats"))
        {
            var name = scenario.Text("ScenarioName") ?? throw new FormatException("a scenario has no name");
            if (scenario.Part("Ok").ValueKind == JsonValueKind.Object)
                labels.Add(FromJson(name, scenario));
            labels.AddRange(scenario.Items("StepStats").Select(step => FromJson($"{name}/{step.Text("StepName")}", step)));
        }

        return labels;
    }

    private static ToolLabel FromJson(string label, JsonElement step)
    {
        var (ok, request) = (step.Part("Ok"), step.Part("Ok").Part("Request"));
        var (succeeded, failed) = (request.Count("Count") ?? Missing("Ok.Request.Count"), step.Part("Fail").Part("Request").Count("Count") ?? Missing("Fail.Request.Count"));
        var latency = ok.Part("Latency");
        return Make(
            label, (succeeded + failed, succeeded, failed), request.Number("RPS") ?? Missing("RPS"),
            Points(percentile => latency.Number($"Percent{percentile}") ?? Missing($"Percent{percentile}"), latency.Number("MinMs") ?? Missing("MinMs"), latency.Number("MaxMs") ?? Missing("MaxMs")),
            latency.Number("MeanMs") ?? Missing("MeanMs"));
    }

    private static List<(double, double)> Points(Func<string, double> value, double min, double max)
    {
        var percentiles = Percentiles.Select(one => (one.Percentile, Value: value(one.Name))).ToList();
        // Its histogram rounds a percentile up, its maximum is exact: of few requests the p99 is a little more than the slowest of them.
        var highest = percentiles[^1].Value is var p99 && p99 > max && p99 <= max * (1 + Rounding) + 2 * Milliseconds ? p99 : max;
        return [(0, min), .. percentiles, (100, highest)];
    }

    private static ToolLabel Make(string label, (long Requests, long Succeeded, long Failed) counts, double rate, List<(double Percentile, double Value)> points, double mean)
    {
        if (counts.Requests != counts.Succeeded + counts.Failed)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{counts.Requests} requests are not {counts.Succeeded} and {counts.Failed}"));
        return new ToolLabel(label)
        {
            Summary = counts.Succeeded > 0 ? Summaries.Checked(new PercentileSummary(Unit.Millisecond, counts.Succeeded, points) { Mean = mean, RelativeError = Rounding, AbsoluteError = Milliseconds }) : null,
            Errors = new ProportionObservation(counts.Failed, counts.Requests),
            Rate = new ScalarObservation(new Quantity(rate, Unit.PerSecond), counts.Succeeded),
        };
    }

    private static long Missing(string what) => throw new FormatException($"it has no {what}");
}
