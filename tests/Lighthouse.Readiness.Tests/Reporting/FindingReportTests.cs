using System.Text.Json;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;
using Lighthouse.Readiness.Tests.Evidence;
using Xunit;

namespace Lighthouse.Readiness.Tests.Reporting;

public sealed class FindingReportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-findings-").FullName;
    private static readonly FindingWaiver Waiver = new("Only tests use it.", "Security", new DateOnly(2026, 12, 31));

    private static readonly FoundFinding[] Found =
    [
        new(Findings.Of("auth-bypass", severity: Severity.Critical), null, 4),
        new(Findings.InFile("auth-bypass", "docs/a b.md", 12), Waiver, 5),
    ];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_days_report_has_each_with_all_that_is_known()
    {
        Write(Found);
        var report = Read("monday_security_report.json");
        Assert.Equal((1, 1, 0, 0, 1), (Count("critical"), Count("high"), Count("medium"), Count("low"), Count("waived")));
        var first = report.GetProperty("findings")[0];
        Assert.Equal(("critical", 200, 1, 4), (first.GetProperty("severity").GetString(), first.GetProperty("response_status").GetInt32(), first.GetProperty("remediate_within_days").GetInt32(), first.GetProperty("evidence").GetInt32()));
        Assert.Equal(JsonValueKind.Null, first.GetProperty("waiver").ValueKind);
        var second = report.GetProperty("findings")[1];
        Assert.Equal(("docs/a b.md", 12, "2026-12-31"), (second.GetProperty("file").GetString(), second.GetProperty("line").GetInt32(), second.GetProperty("waiver").GetProperty("expires").GetString()));

        int Count(string word) => report.GetProperty("findings_summary").GetProperty(word).GetInt32();
    }

    [Fact]
    public void The_SARIF_log_says_rule_level_place_request_and_suppression()
    {
        Write(Found);
        var run = Read("findings.sarif").GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        foreach (var result in run.GetProperty("results").EnumerateArray())
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        var (wire, file) = (run.GetProperty("results")[0], run.GetProperty("results")[1]);
        Assert.Equal("error", wire.GetProperty("level").GetString());
        Assert.Equal(200, wire.GetProperty("webResponse").GetProperty("statusCode").GetInt32());
        var place = file.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal(("docs/a%20b.md", 12), (place.GetProperty("artifactLocation").GetProperty("uri").GetString(), place.GetProperty("region").GetProperty("startLine").GetInt32()));
        Assert.Equal("accepted", file.GetProperty("suppressions")[0].GetProperty("status").GetString());
        Assert.False(wire.TryGetProperty("suppressions", out _));
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
    }

    [Fact]
    public void Without_findings_the_SARIF_log_tells_clean_from_not_measured()
    {
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(SampleWeek.Passing()));
        Assert.True(Invocation().GetProperty("executionSuccessful").GetBoolean());
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(SampleWeek.WithVerdict("nonce-reuse", Verdict.NotRun)));
        Assert.False(Invocation().GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal("nonce-reuse", Assert.Single(Invocation().GetProperty("toolExecutionNotifications").EnumerateArray()).GetProperty("descriptor").GetProperty("id").GetString());

        JsonElement Invocation() => Read("findings.sarif").GetProperty("runs")[0].GetProperty("invocations")[0];
    }

    [Fact]
    public void A_waiver_stands_on_the_first_page()
    {
        var decision = Write(Found);
        Assert.Contains(decision.Rationale, sentence => sentence.StartsWith("Waived until 2026-12-31 by Security: finding", StringComparison.Ordinal) && sentence.EndsWith("Reason: Only tests use it.", StringComparison.Ordinal));
        Assert.Contains("Waived until 2026\\-12\\-31", Text("summary.md").Replace("2026-12-31", "2026\\-12\\-31", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Waived until 2026-12-31", Text("index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_target_sent_stays_text_on_the_page()
    {
        var evil = Findings.Of("auth-bypass", "</summary><script>alert(1)</script>") with { Exchange = new FindingExchange("<img src=x>", 500, "</pre><script>alert(2)</script>", "curl '<x>'") };
        Write([new FoundFinding(evil, null, 4)]);
        Assert.DoesNotContain("<script", Text("index.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", Text("index.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", Text("summary.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_attached_document_is_written_as_it_is_and_goes_with_its_run()
    {
        var days = SampleWeek.With("Monday", day => day with { Attachments = new Dictionary<string, string> { [ArtifactNames.BillOfMaterials] = "{ \"bomFormat\": \"CycloneDX\" }" } });
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(days));
        Assert.Equal("{ \"bomFormat\": \"CycloneDX\" }", Text("sbom.cdx.json"));
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(SampleWeek.Passing()));
        Assert.False(File.Exists(Path.Combine(folder, "sbom.cdx.json")));
    }

    private static Decision Decide(IReadOnlyList<DayVerdict> days) => DecisionMaker.Decide(SampleWeek.Runbook, SampleWeek.Identity, days, GovernanceStanding.Untouched, SampleWeek.Decided);

    private Decision Write(IReadOnlyList<FoundFinding> found)
    {
        var decision = Decide(SampleWeek.With("Monday", day => day with { Gates = [.. day.Gates.Select(gate => gate.Gate.Id == "auth-bypass" ? gate with { Findings = found } : gate)] }));
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, decision);
        return decision;
    }

    private string Text(string name) => File.ReadAllText(Path.Combine(folder, name));

    private JsonElement Read(string name) => JsonDocument.Parse(Text(name)).RootElement;
}
