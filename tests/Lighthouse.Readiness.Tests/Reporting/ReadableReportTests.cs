using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;
using Lighthouse.Testing;
using Xunit;

namespace Lighthouse.Readiness.Tests.Reporting;

/// <summary>Everything that a person reads, as it is read.</summary>
public sealed class ReadableReportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-readable-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Decision Go() => Decide(SampleWeek.Passing());

    /// <summary>One gate of each unhappy verdict, and a day whose log was cut.</summary>
    private static Decision NoGo() => Decide([.. SampleWeek.Runbook.Days.Select(day => SampleWeek.Judged(day, gate => gate.Id switch
    {
        "elicitation-latency" => Verdict.Failed,
        "error-rate" => Verdict.Inconclusive,
        "elicitation-workflow" => Verdict.NotRun,
        _ => Verdict.Passed,
    })).Select(day => day.Day.Name == "Wednesday" ? day with { Faults = [new EvidenceFault("LH3009", 8, "The log was cut: it has no closing record.")] } : day)]);

    private static Decision Decide(IReadOnlyList<DayVerdict> days) => DecisionMaker.Decide(SampleWeek.Runbook, SampleWeek.Identity, days, GovernanceStanding.Untouched, SampleWeek.Decided);

    private string Written(Decision decision, string name)
    {
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, decision);
        return File.ReadAllText(Path.Combine(folder, name));
    }

    [Fact]
    public void Page_of_a_GO() => Snapshot.Verify(Written(Go(), "index.html"));

    [Fact]
    public void Page_of_a_NO_GO() => Snapshot.Verify(Written(NoGo(), "index.html"));

    [Fact]
    public void Summary_of_a_GO() => Snapshot.Verify(Written(Go(), "summary.md"));

    [Fact]
    public void Summary_of_a_NO_GO() => Snapshot.Verify(Written(NoGo(), "summary.md"));

    [Fact]
    public void Summary_of_no_decision() => Snapshot.Verify(Written(Decide([]), "summary.md"));

    [Fact]
    public void Remediation_plan() => Snapshot.Verify(Written(NoGo(), "remediation_plan.md"));

    [Fact]
    public void Test_results_of_a_NO_GO() => Snapshot.Verify(Written(NoGo(), "junit.xml"));

    [Fact]
    public void Decision_file_of_a_GO() => Snapshot.Verify(Written(Go(), "friday_decision.json"));

    [Fact]
    public void Canary_plan() => Snapshot.Verify(Written(Go(), "week3_preparation.json"));

    [Fact]
    public void Console_of_a_GO() => Snapshot.Verify(ReportWriter.DecisionTable(SampleWeek.Runbook, Go()));

    [Fact]
    public void Console_of_a_NO_GO() => Snapshot.Verify(ReportWriter.DecisionTable(SampleWeek.Runbook, NoGo()));

    [Theory]
    [InlineData("Monday")]
    [InlineData("Tuesday")]
    [InlineData("Wednesday")]
    [InlineData("Thursday")]
    public void Console_of_a_day(string day) => Snapshot.Verify(ReportWriter.DayTable(SampleWeek.Runbook, SampleWeek.Identity, NoGo().Days.Single(verdict => verdict.Day.Name == day)), name: day);

    [Fact]
    public void Console_of_a_single_gate()
    {
        var monday = SampleWeek.Passing()[0];
        Snapshot.Verify(ReportWriter.DayTable(SampleWeek.Runbook, SampleWeek.Identity, monday with { Gates = [monday.Gates[0]], OnlyGate = "auth-bypass" }));
    }

    [Fact]
    public void Every_line_of_a_console_table_fits_100_columns()
    {
        var wide = SampleWeek.Runbook with { Title = new string('w', 95), Planned = [.. Enumerable.Range(0, 60).Select(index => SampleWeek.Runbook.Planned[0] with { Id = $"a-planned-gate-with-a-long-name-{index}" })] };
        var days = SampleWeek.WithGate("auth-bypass", gate => gate with { Verdict = Verdict.Failed, Reason = string.Concat(Enumerable.Repeat("漢字", 90)) });
        var decision = DecisionMaker.Decide(wide, SampleWeek.Identity with { Commit = new string('c', 150) }, days, GovernanceStanding.Untouched, SampleWeek.Decided);

        var text = ReportWriter.DecisionTable(wide, decision) + string.Concat(days.Select(day => ReportWriter.DayTable(wide, SampleWeek.Identity, day)));

        Assert.All(text.Split('\n'), line => Assert.True(Lighthouse.Readiness.Reporting.Tables.DisplayText.Width(line) <= 100, line));
        Assert.Contains("a-planned-gate-with-a-long-name-59", text, StringComparison.Ordinal);
    }
}
