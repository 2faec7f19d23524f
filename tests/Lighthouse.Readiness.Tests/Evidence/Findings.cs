using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Tests.Evidence;

/// <summary>Findings for tests.</summary>
internal static class Findings
{
    public static ReportedFinding Of(string gate, string title = "POST /event/store: no Authorization header", Severity severity = Severity.High) => new(
        gate, $"{gate}/no-token", title, severity, ["CWE-287", "API2:2023"],
        new FindingExchange("POST /event/store\n\n{}", 200, "{\"status\":\"stored\"}", "curl -i http://127.0.0.1/event/store"), null,
        "Check the token before the operation runs.", $"Suite.{gate}");

    public static ReportedFinding InFile(string gate, string file, int? line, Severity severity = Severity.High) =>
        Of(gate, "A secret stands in a file", severity) with { Rule = $"{gate}/aws-key", Exchange = null, Place = new FindingPlace(file, line) };
}
