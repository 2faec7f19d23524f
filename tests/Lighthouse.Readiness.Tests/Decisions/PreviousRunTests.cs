using System.Text;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Reporting;
using Xunit;

namespace Lighthouse.Readiness.Tests.Decisions;

public sealed class PreviousRunTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-previous-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_decision_file_is_read_back()
    {
        var previous = Written(Decide(SampleWeek.WithVerdict("elicitation-latency", Verdict.Failed)));

        Assert.Equal((SampleWeek.Identity.RunId, "NO-GO", "quick"), (previous.RunId, previous.Outcome, previous.Profile));
        Assert.Equal("Failed", previous.Gates.Single(gate => gate.Id == "elicitation-latency").Verdict);
        Assert.Equal(new Quantity(450, Unit.Millisecond), previous.Gates.Single(gate => gate.Id == "elicitation-latency").Measured["elicitation.end_to_end.p99 < 300 ms"]);
    }

    [Fact]
    public void The_page_shows_what_changed_and_nothing_else()
    {
        var previous = Written(Decide(SampleWeek.WithVerdict("elicitation-latency", Verdict.Failed)));
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, Decide(SampleWeek.Passing()) with { Previous = previous });
        var page = File.ReadAllText(Path.Combine(folder, ArtifactNames.Page));
        var section = page[page.IndexOf("id=\"comparison\"", StringComparison.Ordinal)..page.IndexOf("id=\"run\"", StringComparison.Ordinal)];

        Assert.Contains("-83 %", section, StringComparison.Ordinal);
        Assert.Contains("elicitation.end_to_end.p99", section, StringComparison.Ordinal);
        Assert.DoesNotContain("elicitation.end_to_end.p50", section, StringComparison.Ordinal);
        Assert.DoesNotContain("nonce-reuse", section, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"run_id":1}""")]
    [InlineData("""{"run_id":"a","commit":"b","profile":"quick","decision":"GO","timestamp":"t","gates":{}}""")]
    [InlineData("""{"run_id":"a","commit":"b","profile":"quick","decision":"GO","timestamp":"t","gates":[{"id":"x"}]}""")]
    [InlineData("""{"run_id":"a","commit":null,"profile":"quick","decision":"GO","timestamp":"t","gates":[]}""")]
    public void What_is_no_decision_file_is_none(string text) => Assert.Null(PreviousRun.Parse(Encoding.UTF8.GetBytes(text)));

    private static Decision Decide(IReadOnlyList<DayVerdict> days) => DecisionMaker.Decide(SampleWeek.Runbook, SampleWeek.Identity, days, GovernanceStanding.Untouched, SampleWeek.Decided);

    private PreviousRun Written(Decision decision)
    {
        ReportWriter.WriteDecision(folder, SampleWeek.Runbook, decision);
        return PreviousRun.Parse(File.ReadAllBytes(Path.Combine(folder, ArtifactNames.Decision)))!;
    }
}
