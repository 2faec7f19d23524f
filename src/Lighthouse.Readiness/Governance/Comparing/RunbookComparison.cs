using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Governance.Comparing;

/// <summary>Finds what a runbook demands less than an earlier one. Pure; what demands as much or more, in whatever words, is no weakening.</summary>
internal static class RunbookComparison
{
    public static IReadOnlyList<Weakening> Of(Runbook before, Runbook after) =>
    [
        .. before.Gates.SelectMany(gate => OfGate(gate, after)),
        .. before.Planned.Where(gate => after.FindGate(gate.Id) is null && !IsPlanned(gate.Id, after))
            .Select(gate => new Weakening($"planned gate {gate.Id}", "it was demanded and is not any more")),
        .. before.Metrics.SelectMany(metric => OfMetric(metric, after.FindMetric(metric.Name))),
        .. RulesComparison.Of(before.Decision, after.Decision),
    ];

    private static IEnumerable<Weakening> OfGate(Gate before, Runbook after)
    {
        if (after.FindGate(before.Id) is { } gate)
            return GateComparison.Of(before, gate);
        return [new Weakening($"gate {before.Id}", IsPlanned(before.Id, after) ? "it was measured and is only planned now" : "it was measured and is gone")];
    }

    // The shape decides whether a bound or a bare number is compared.
    private static IEnumerable<Weakening> OfMetric(MetricDefinition before, MetricDefinition? after)
    {
        if (after is not null && (after.Shape != before.Shape || after.Dimension != before.Dimension))
            yield return new Weakening($"metric {before.Name}", $"it was a {Lower(before.Shape)} of {Lower(before.Dimension)} and is a {Lower(after.Shape)} of {Lower(after.Dimension)}");
    }

    private static bool IsPlanned(string id, Runbook runbook) => runbook.Planned.Any(planned => planned.Id == id);

    private static string Lower(Enum word) => word.ToString().ToLowerInvariant();
}
