using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>The named parts of <c>security_cleared</c> and <c>performance_validated</c>.</summary>
internal static class CriterionParts
{
    /// <summary>The five of the security clearance, in the order of the reports.</summary>
    public static readonly IReadOnlyList<string> Security =
        ["authentication_secure", "replay_protection", "rate_limiting", "csrf_protection", "no_critical_vulnerabilities"];

    /// <summary>The part that says whether the 99th percentile is within its limit.</summary>
    public const string P99 = "p99_under_300ms";

    /// <summary>The four of the performance validation, in the order of the reports.</summary>
    public static readonly IReadOnlyList<string> Performance = [P99, "throughput_adequate", "no_memory_leaks", "endurance_passed"];

    /// <summary>The named parts first, then what the runbook adds.</summary>
    public static IReadOnlyList<CriterionPart> Of(
        IReadOnlyList<string> named, IReadOnlyDictionary<string, IReadOnlyList<string>> rules, Runbook runbook, IReadOnlyList<GateStanding> gates) =>
        [.. named.Concat(rules.Keys.Except(named).Order(StringComparer.Ordinal)).Select(name => Part(name, rules, runbook, gates))];

    /// <summary>One part. It does not hold when the runbook gives it no gate, or one that does not exist: an empty list is not a pass.</summary>
    public static CriterionPart Part(
        string name, IReadOnlyDictionary<string, IReadOnlyList<string>> rules, Runbook runbook, IReadOnlyList<GateStanding> gates)
    {
        var ids = rules.GetValueOrDefault(name) ?? [];
        var evaluated = gates.Where(gate => ids.Contains(gate.Gate.Id)).ToList();
        var missing = ids.Where(id => evaluated.All(gate => gate.Gate.Id != id)).ToList();
        var misnamed = missing.Any(id => runbook.FindGate(id) is null && runbook.Planned.All(planned => planned.Id != id));
        var holding = ids.Count == 0 || misnamed || evaluated.Any(gate => !gate.Passed) ? Holding.No
            : evaluated.Count == 0 ? Holding.NotEvaluated
            : Holding.Yes;
        return new CriterionPart(name, holding, [.. evaluated.Select(gate => gate.Gate.Id)], missing);
    }
}
