using Lighthouse.Readiness.Decisions;

namespace Lighthouse.Readiness.Reporting.Html.Charts;

/// <summary>Every chart of a gate. They are drawn of the evidence, and decide nothing.</summary>
internal static class GateCharts
{
    public static IEnumerable<Element> Of(GateStanding gate)
    {
        if (gate.Judged is not { } judged)
            return [];
        var percentiles = PercentileChart.Of(gate.Gate, judged.Distributions) is { } chart ? [chart] : Array.Empty<Element>();
        return percentiles.Concat(judged.Series.Select((found, index) => SeriesChart.Of(gate, found, index)));
    }
}
