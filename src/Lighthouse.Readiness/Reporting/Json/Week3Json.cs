using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>The plan of the canary after a GO. Its numbers are the runbook's rules for week 3, not measurements.</summary>
internal static class Week3Json
{
    private static readonly int[] Percent = [5, 25, 50, 75, 100];

    public static JsonObject Of(Runbook runbook, Decision decision, Basis basis)
    {
        var report = JsonReport.Of("week3", runbook, decision.Identity);
        report["decision"] = decision.Outcome.Text();
        report["scope"] = ScopeJson.Of(basis.Scope);
        report["canary"] = new JsonObject
        {
            ["stages"] = JsonReport.Nodes(Percent.Select((percent, index) => new JsonObject { ["stage"] = index + 1, ["traffic_percent"] = percent })),
            ["abort_on"] = JsonReport.Texts(["p99 > 300 ms", "errors > 0.1 %", "a failed health check", "any security event", "any data loss"]),
        };
        report["rollback"] = JsonReport.Nodes(
        [
            Rule("errors", "> 1 %", "> 5 %"),
            Rule("p99", "> 500 ms", "> 1000 ms"),
            Rule("security breach", null, "any, at once"),
            Rule("data loss", null, "any, at once"),
        ]);
        return report;
    }

    private static JsonObject Rule(string signal, string? investigate, string rollBack) => new()
    {
        ["signal"] = signal,
        ["investigate"] = investigate,
        ["roll_back"] = rollBack,
    };
}
