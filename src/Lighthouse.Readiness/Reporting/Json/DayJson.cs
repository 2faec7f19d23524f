using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>The report of one day, and what some days add to it.</summary>
internal static class DayJson
{
    private const string SlownessOfElicitation = "elicitation_improvement.p99";
    private const string Counting = "a test is a gate of the runbook that the profile requires; suite_tests counts the tests of the suite";

    /// <summary>The report that every day has.</summary>
    public static JsonObject Of(Runbook runbook, RunIdentity identity, DayStanding day)
    {
        var report = JsonReport.Of("day", runbook, identity);
        report["day"] = day.Day.Name;
        report["title"] = day.Day.Title;
        report["date"] = JsonReport.Date(day.Judged?.Opened);
        report["started_at"] = JsonReport.Time(day.Judged?.Opened);
        report["go_decision"] = day.Holds;
        AddCounts(report, day.Gates);
        report["critical_issues"] = CriticalIssues(day.Gates);
        report["recommendations"] = JsonReport.Texts(Recommendations(day.Gates));
        report["misses"] = JsonReport.Texts(day.Misses);
        report["only_gate"] = day.Judged?.OnlyGate;
        report["gates"] = JsonReport.Nodes(day.Gates.Select(gate => GateJson.Of(gate, identity.Profile)));
        report["planned"] = ScopeJson.Planned(runbook.Planned.Where(gate => gate.Day == day.Day.Name));
        report["deferred"] = ScopeJson.Deferred(day.Day.Gates.Where(gate => !gate.IsEvaluatedIn(identity.Profile)), identity.Profile);
        report["evidence"] = Evidence(day);
        return report;
    }

    /// <summary>The security day's own report.</summary>
    public static JsonObject Security(Runbook runbook, RunIdentity identity, DayStanding day)
    {
        var report = Parts("security_clearance", Of(runbook, identity, day), CriterionParts.Of(CriterionParts.Security, runbook.Decision.SecurityClearance, runbook, day.Gates));
        report["findings_summary"] = FindingJson.Summary(day.Gates);
        report["findings"] = JsonReport.Nodes(day.Gates.SelectMany(gate => gate.Judged?.Findings ?? []).Select(FindingJson.Of));
        return report;
    }

    /// <summary>The performance day's own report.</summary>
    public static JsonObject Performance(Runbook runbook, RunIdentity identity, DayStanding day)
    {
        var parts = CriterionParts.Of(CriterionParts.Performance, runbook.Decision.PerformanceValidation, runbook, day.Gates);
        var report = Parts("performance_validation", Of(runbook, identity, day), parts);
        // How many times as fast; what nobody measured is null, and no suite compares the two ways' throughput.
        report["baseline_vs_elicitation"] = new JsonObject { ["p99_improvement"] = Improvement(day), ["throughput_improvement"] = null };
        report["p99_target_met"] = parts.Single(part => part.Name == CriterionParts.P99).Holding.AsFlag();
        return report;
    }

    private static double? Improvement(DayStanding day) => day.Gates
        .SelectMany(gate => gate.Judged?.Recorded ?? [])
        .Where(figure => figure.Name == SlownessOfElicitation && figure.Value.InBaseUnit > 0)
        .Select(figure => (double?)(1 / figure.Value.InBaseUnit))
        .LastOrDefault();

    /// <summary>The resilience day's own report.</summary>
    public static JsonObject Resilience(Runbook runbook, RunIdentity identity, DayStanding day)
    {
        var report = Of(runbook, identity, day);
        report["scenarios_tested"] = day.Gates.Count(gate => gate.Verdict != Verdict.NotRun);
        report["resilience_score"] = Scenario.Score(day.Gates);
        report["recovery_times"] = new JsonObject(
            day.Gates.Select(gate => KeyValuePair.Create(gate.Gate.Id, (JsonNode?)Scenario.RecoverySeconds(gate))));
        return report;
    }

    /// <summary>What is open and critical.</summary>
    public static JsonArray CriticalIssues(IEnumerable<GateStanding> gates) => JsonReport.Nodes(gates
        .Where(gate => !gate.Passed && gate.Gate.Severity == Severity.Critical)
        .Select(gate => new JsonObject { ["gate"] = gate.Gate.Id, ["verdict"] = gate.Verdict.ToString(), ["details"] = string.Join(" ", Rationale.Misses(gate)) }));

    /// <summary>Where to look first, for each gate that did not pass.</summary>
    public static IEnumerable<string> Recommendations(IEnumerable<GateStanding> gates) =>
        gates.Where(gate => !gate.Passed).OrderBy(gate => gate.Gate.Severity).Select(gate => $"{gate.Gate.Id}: {gate.Gate.Remedy}");

    /// <summary>How many tests of the suites ended how.</summary>
    public static JsonObject SuiteTests(IEnumerable<GateStanding> gates)
    {
        var tests = gates.SelectMany(gate => gate.Judged?.Tests ?? []).ToList();
        return new JsonObject
        {
            ["total"] = tests.Count,
            ["passed"] = tests.Count(test => test.Outcome == TestOutcome.Passed),
            ["failed"] = tests.Count(test => test.Outcome == TestOutcome.Failed),
            ["skipped"] = tests.Count(test => test.Outcome == TestOutcome.Skipped),
            ["not_run"] = tests.Count(test => test.Outcome == TestOutcome.NotRun),
        };
    }

    private static void AddCounts(JsonObject report, IReadOnlyList<GateStanding> gates)
    {
        report["tests_run"] = gates.Count(gate => gate.Verdict != Verdict.NotRun);
        report["tests_passed"] = gates.Count(gate => gate.Passed);
        report["tests_failed"] = gates.Count(gate => gate.Verdict == Verdict.Failed);
        report["tests_inconclusive"] = gates.Count(gate => gate.Verdict == Verdict.Inconclusive);
        report["tests_not_run"] = gates.Count(gate => gate.Verdict == Verdict.NotRun);
        report["counting"] = Counting;
        report["suite_tests"] = SuiteTests(gates);
    }

    private static JsonObject Parts(string name, JsonObject report, IReadOnlyList<CriterionPart> parts)
    {
        report[name] = new JsonObject(parts.Select(part => KeyValuePair.Create(part.Name, (JsonNode?)part.Holding.AsFlag())));
        return report;
    }

    private static JsonObject Evidence(DayStanding day) => new()
    {
        ["file"] = ArtifactNames.Evidence(day.Day),
        ["records"] = day.Judged?.Head?.Records,
        ["head"] = day.Judged?.Head?.Hash,
        ["faults"] = JsonReport.Nodes((day.Judged?.Faults ?? [])
            .Select(fault => new JsonObject { ["code"] = fault.Code, ["line"] = fault.Line, ["message"] = fault.Message })),
    };
}
