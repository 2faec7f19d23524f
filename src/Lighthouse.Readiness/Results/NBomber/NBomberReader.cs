using System.Globalization;
using System.Text.Json;
using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.NBomber;

/// <summary>
/// Reads NBomber's report: the CSV (columns named <c>ok_...</c> since version 3, without before) and its statistics as JSON. Labels are
/// <c>scenario</c> and <c>scenario/step</c>. Its latencies are those of the requests that succeeded.
/// </summary>
internal static class NBomberReader
{
    // Three significant digits of its histogram, and two decimals when it writes them down.
    private const double Rounding = 0.001;
    private const double Milliseconds = 0.005;

    private static readonly (string Name, double Percentile)[] Percentiles = [("50", 50), ("75", 75), ("95", 95), ("99", 99)];

    public static IReadOnlyList<ToolLabel> Read(string text) => text.TrimStart().StartsWith('{') ? ReadJson(text) : ReadCsv(text);

    private static List<ToolLabel> ReadCsv(string text)
    {
        var table = CsvTable.Read(text);
        var ok = table.Has("ok_rps") ? "ok_" : "";
        var steps = table.Rows.Select(row => Step(table, row, ok)).ToList();
        return [.. steps.GroupBy(step => step.Label).Select(same => same.Count() == 1 ? same.First() : throw new FormatException($"'{Numbers.Short(same.Key)}' is there twice"))];
    }

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

    private static List<(double, double)> Points(Func<string, double> value, double min, double max) =>
        [(0, min), .. Percentiles.Select(one => (one.Percentile, value(one.Name))), (100, max)];

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
