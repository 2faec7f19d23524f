using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>The figures of a resilience scenario, found among its gate's criteria and recorded numbers by the metric's name; null where nothing measured them.</summary>
internal static class Scenario
{
    private const string ScoreGate = "resilience-score";
    private const string ScoreMetric = "resilience_score";

    /// <summary>The longest recovery, from a metric named <c>scenario.recovery</c>.</summary>
    public static double? RecoverySeconds(GateStanding gate) => Points(gate, "recovery", Dimension.Duration).Max(point => (double?)point.In(Unit.Second).Value);

    /// <summary>The lowest availability, 1 being all, from a metric named <c>scenario.availability</c>.</summary>
    public static double? Availability(GateStanding gate) => Points(gate, "availability", Dimension.Ratio).Min(point => (double?)point.InBaseUnit);

    /// <summary>0 to 100, from the gate <c>resilience-score</c>.</summary>
    public static double? Score(IEnumerable<GateStanding> gates) => gates
        .Where(gate => gate.Gate.Id == ScoreGate)
        .SelectMany(gate => gate.Judged?.Criteria ?? [])
        .Where(criterion => criterion.Criterion.Metric == ScoreMetric && criterion.Point is { } point && double.IsFinite(point.Value))
        .Min(criterion => criterion.Point?.Value);

    private static IEnumerable<Quantity> Points(GateStanding gate, string figure, Dimension dimension)
    {
        var metric = $"{gate.Gate.Id.Replace('-', '_')}.{figure}";
        return (gate.Judged?.Criteria ?? [])
            .Where(criterion => criterion.Criterion.Metric == metric)
            .Select(criterion => criterion.Point)
            .OfType<Quantity>()
            .Concat((gate.Judged?.RecordedBeside ?? []).Where(recorded => recorded.Name == metric).Select(recorded => recorded.Value))
            .Where(point => point.Unit.Dimension == dimension && double.IsFinite(point.Value));
    }
}
