using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>The criteria of a GO: six where the runbook names a day for each.</summary>
internal static class SixCriteria
{
    public const string AllTestsPassed = "all_tests_passed";
    public const string NoCriticalIssues = "no_critical_issues";
    public const string SecurityCleared = "security_cleared";
    public const string PerformanceValidated = "performance_validated";
    public const string ChaosResilient = "chaos_resilient";
    public const string IntegrationComplete = "integration_complete";

    public static IReadOnlyList<DecisionCriterion> Of(Runbook runbook, Basis basis)
    {
        var rules = runbook.Decision;
        var gates = basis.Gates.ToList();
        return
        [
            EveryGate(gates),
            NoCritical(gates),
            .. OfDay(SecurityCleared, rules.SecurityDay, basis, Parts(CriterionParts.Security, rules.SecurityClearance)),
            .. OfDay(PerformanceValidated, rules.PerformanceDay, basis, Parts(CriterionParts.Performance, rules.PerformanceValidation)),
            .. OfDay(ChaosResilient, rules.ResilienceDay, basis, []),
            .. OfDay(IntegrationComplete, rules.IntegrationDay, basis, []),
        ];

        IReadOnlyList<CriterionPart> Parts(IReadOnlyList<string> named, IReadOnlyDictionary<string, IReadOnlyList<string>> asked) =>
            asked.Count == 0 ? [] : CriterionParts.Of(named, asked, runbook, gates);
    }

    /// <summary>Names of the criteria that the runbook does not ask for, because it names no day for them.</summary>
    public static IReadOnlyList<string> NotAsked(DecisionRules rules) =>
    [
        .. new[] { (SecurityCleared, rules.SecurityDay), (PerformanceValidated, rules.PerformanceDay), (ChaosResilient, rules.ResilienceDay), (IntegrationComplete, rules.IntegrationDay) }
            .Where(criterion => criterion.Item2 is null).Select(criterion => criterion.Item1),
    ];

    private static DecisionCriterion EveryGate(List<GateStanding> gates)
    {
        var passed = gates.Count(gate => gate.Passed);
        return Criterion(AllTestsPassed, gates.Count > 0 && passed == gates.Count, $"{passed} of {gates.Count} required gates passed.", []);
    }

    private static DecisionCriterion NoCritical(List<GateStanding> gates)
    {
        var critical = gates.Where(gate => gate.Gate.Severity == Severity.Critical).ToList();
        var open = critical.Where(gate => !gate.Passed).Select(gate => gate.Gate.Id).ToList();
        var reason = gates.Count == 0 ? "No gate was evaluated."
            : open.Count == 0 ? $"None of {critical.Count} critical gates is open."
            : $"{open.Count} of {critical.Count} critical gates did not pass: {string.Join(", ", open)}.";
        return Criterion(NoCriticalIssues, gates.Count > 0 && open.Count == 0, reason, []);
    }

    private static IEnumerable<DecisionCriterion> OfDay(string name, string? dayName, Basis basis, IReadOnlyList<CriterionPart> parts) =>
        dayName is null ? [] : [OfNamedDay(name, dayName, basis, parts)];

    private static DecisionCriterion OfNamedDay(string name, string dayName, Basis basis, IReadOnlyList<CriterionPart> parts)
    {
        if (basis.Days.FirstOrDefault(day => day.Day.Name == dayName) is not { } day)
            return Criterion(name, false, $"The runbook has no day '{dayName}'.", parts);

        var refused = parts.Where(part => part.Holding == Holding.No).Select(part => part.Name).ToList();
        var unknown = parts.Where(part => part.Holding == Holding.NotEvaluated).Select(part => part.Name).ToList();
        var reason = $"{day.Gates.Count(gate => gate.Passed)} of {day.Gates.Count} gates of {dayName} passed"
            + (day.Misses.Count > 0 ? "; the day as a whole is not in order" : "")
            + (refused.Count > 0 ? $"; does not hold: {string.Join(", ", refused)}" : "")
            + (unknown.Count > 0 ? $"; not evaluated: {string.Join(", ", unknown)}" : "") + ".";
        return Criterion(name, day.Holds && refused.Count == 0, reason, parts);
    }

    private static DecisionCriterion Criterion(string name, bool holds, string reason, IReadOnlyList<CriterionPart> parts) =>
        new(name, holds ? Holding.Yes : Holding.No, reason, parts);
}
