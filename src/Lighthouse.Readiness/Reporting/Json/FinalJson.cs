using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>The report of the whole week.</summary>
internal static class FinalJson
{
    /// <param name="runbook">The runbook.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="basis">What it rests on.</param>
    /// <param name="artifacts">Names of the files that belong to this decision.</param>
    public static JsonObject Of(Runbook runbook, Decision decision, Basis basis, IEnumerable<string> artifacts)
    {
        var report = JsonReport.Of("final", runbook, decision.Identity);
        report["week"] = runbook.Title;
        report["dates"] = new JsonObject
        {
            ["start"] = JsonReport.Time(decision.Days.Min(day => day.Opened)),
            ["end"] = JsonReport.Time(decision.At),
        };
        report["final_decision"] = decision.Outcome.Text();
        report["scope"] = ScopeJson.Of(basis.Scope);
        report["test_summary"] = DecisionJson.TestSummary(basis);
        report["daily_reports"] = new JsonObject(basis.Days.Select(day => KeyValuePair.Create(day.Day.Name, (JsonNode?)Daily(day))));
        report["artifacts"] = new JsonObject(artifacts
            .DistinctBy(Path.GetFileNameWithoutExtension)
            .Select(name => KeyValuePair.Create(Path.GetFileNameWithoutExtension(name), (JsonNode?)name)));
        return report;
    }

    private static JsonObject Daily(DayStanding day) => new()
    {
        ["report"] = day.Judged is null ? null : ArtifactNames.DayReport(day.Day),
        ["go_decision"] = day.Holds,
        ["tests_run"] = day.Gates.Count(gate => gate.Verdict != Verdict.NotRun),
        ["tests_passed"] = day.Gates.Count(gate => gate.Passed),
        ["tests_required"] = day.Gates.Count,
        ["misses"] = JsonReport.Texts(day.Misses),
    };
}
