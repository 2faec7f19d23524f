using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>The figures of a resilience scenario, found among its gate's criteria and recorded numbers by the metric's name; null where nothing measured them.</summary>
internal static class Scenario
{
    private const string ScoreGate = "resilience-score";
    private const string ScoreMetric = "resilience.score";
    private static readonly string[] Losses = ["acknowledged_lost", "acknowledged_unstored", "answers_lost", "sound_lost"];
    private static readonly string[] Wrongs = ["wrong_answers", "undelivered", "unreported", "undetected", "served_as_good"];

    /// <summary>The longest recovery, from a metric named <c>scenario.recovery</c>.</summary>
    public static double? RecoverySeconds(GateStanding gate) => Points(gate, "recovery", Dimension.Duration).Max(point => (double?)point.In(Unit.Second).Value);

    /// <summary>The lowest availability, 1 being all, from a metric named <c>scenario.availability</c>.</summary>
    public static double? Availability(GateStanding gate) => Points(gate, "availability", Dimension.Ratio).Min(point => (double?)point.InBaseUnit);

    /// <summary>0 to 100, from the gate <c>resilience-score</c>.</summary>
    public static double? Score(IEnumerable<GateStanding> gates) => gates
        .Where(gate => gate.Gate.Id == ScoreGate)
        .SelectMany(gate => gate.Judged?.Criteria ?? [])
        .Where(criterion => criterion.Criterion is { Metric: ScoreMetric, Statistic.Kind: StatisticKind.Value } && criterion.Point is { } point && double.IsFinite(point.Value))
        .Min(criterion => criterion.Point?.Value);

    /// <summary>Whether the target came back by itself within the time that the gate allows; null when that is open. Nobody but the fault's own healing does anything meanwhile.</summary>
    public static bool? AutoRecovery(GateStanding gate) => Of(gate, ["recovery"]).Where(criterion => criterion.Criterion.Statistic.Kind == StatisticKind.Max).Select(criterion => criterion.Verdict).ToList() switch
    {
        { Count: 0 } => null,
        var verdicts when verdicts.Contains(Verdict.Failed) => false,
        var verdicts => verdicts.TrueForAll(verdict => verdict == Verdict.Passed) ? true : null,
    };

    /// <summary>What became of acknowledged work: <c>lost</c>, <c>wrongly_served</c> or <c>maintained</c>; null when some of it was not measured.</summary>
    public static string? Integrity(GateStanding gate)
    {
        var lost = Of(gate, Losses).ToList();
        var wrong = Of(gate, Wrongs).ToList();
        return lost.Exists(IsAboveZero) ? "lost"
            : wrong.Exists(IsAboveZero) ? "wrongly_served"
            : lost.Count > 0 && lost.Concat(wrong).All(criterion => criterion.Verdict == Verdict.Passed) ? "maintained"
            : null;
    }

    private static bool IsAboveZero(CriterionVerdict criterion) => criterion.Point is { Value: > 0 } && criterion.Criterion.Statistic.Kind == StatisticKind.Value;

    private static IEnumerable<CriterionVerdict> Of(GateStanding gate, string[] figures)
    {
        var metrics = figures.Select(figure => $"{gate.Gate.Id.Replace('-', '_')}.{figure}").ToList();
        return (gate.Judged?.Criteria ?? []).Where(criterion => metrics.Contains(criterion.Criterion.Metric));
    }

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
