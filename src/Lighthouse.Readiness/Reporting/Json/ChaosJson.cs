using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>The resilience scenarios.</summary>
internal static class ChaosJson
{
    public static JsonObject Of(Runbook runbook, RunIdentity identity, DayStanding day)
    {
        var report = JsonReport.Of("chaos", runbook, identity);
        report["test_suite"] = day.Day.Suite;
        report["timestamp"] = JsonReport.Time(day.Judged?.Opened);
        report["summary"] = Summary(day.Gates);
        report["scenarios"] = JsonReport.Nodes(day.Gates.Select(One));
        report["resilience_score"] = Scenario.Score(day.Gates);
        report["recommendations"] = JsonReport.Texts(DayJson.Recommendations(day.Gates));
        report["critical_findings"] = DayJson.CriticalIssues(day.Gates);
        report["planned"] = ScopeJson.Planned(runbook.Planned.Where(gate => gate.Day == day.Day.Name));
        report["misses"] = JsonReport.Texts(day.Misses);
        return report;
    }

    private static JsonObject Summary(IReadOnlyList<GateStanding> gates)
    {
        var passed = gates.Count(gate => gate.Passed);
        return new JsonObject
        {
            ["total_scenarios"] = gates.Count,
            ["passed"] = passed,
            ["failed"] = gates.Count(gate => gate.Verdict == Verdict.Failed),
            ["partial"] = gates.Count(gate => gate.Verdict == Verdict.Inconclusive),
            ["not_run"] = gates.Count(gate => gate.Verdict == Verdict.NotRun),
            ["pass_rate"] = JsonReport.Rate(passed, gates.Count),
        };
    }

    private static JsonObject One(GateStanding gate) => new()
    {
        ["scenario"] = gate.Gate.Id,
        ["start_time"] = JsonReport.Time(gate.Judged?.Period?.Start),
        ["end_time"] = JsonReport.Time(gate.Judged?.Period?.End),
        ["duration_seconds"] = gate.Judged?.Period is { } period ? period.Length.TotalSeconds : null,
        ["recovery_time_seconds"] = Scenario.RecoverySeconds(gate),
        ["service_availability"] = Scenario.Availability(gate),
        ["data_integrity"] = Scenario.Integrity(gate),
        ["auto_recovery"] = Scenario.AutoRecovery(gate),
        ["manual_intervention"] = !Scenario.AutoRecovery(gate),
        ["errors_observed"] = JsonReport.Texts((gate.Judged?.Tests ?? []).Select(test => test.Message).OfType<string>()),
        ["metrics"] = Metrics(gate.Judged?.Criteria ?? []),
        ["verdict"] = gate.Verdict.ToString(),
        ["reason"] = gate.Reason,
        ["evidence"] = ArtifactNames.Evidence(gate.Day),
    };

    private static JsonObject Metrics(IReadOnlyList<CriterionVerdict> criteria) => new(criteria
        .DistinctBy(criterion => Figures.Subject(criterion.Criterion))
        .Select(criterion => KeyValuePair.Create(Figures.Subject(criterion.Criterion), (JsonNode?)GateJson.Number(criterion.Point))));
}
