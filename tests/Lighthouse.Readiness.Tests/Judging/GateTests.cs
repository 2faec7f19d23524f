using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Xunit;
using static Lighthouse.Readiness.Tests.Evidence.Specimen;

namespace Lighthouse.Readiness.Tests.Judging;

public sealed class GateTests
{
    [Fact]
    public void Without_a_test_it_is_not_run()
    {
        var gate = Judged(new Measured(OfAccepted(0, 100)));
        Assert.Equal(Verdict.NotRun, gate.Verdict);
        Assert.Equal("No test of this gate ran.", gate.Reason);
        Assert.Equal(Verdict.Passed, Assert.Single(gate.Criteria).Verdict);
    }

    [Theory]
    [InlineData(TestOutcome.Skipped, "no room", "was skipped: no room")]
    [InlineData(TestOutcome.NotRun, null, "did not run to its end: no reason was given.")]
    [InlineData((TestOutcome)99, " ", "did not run to its end: no reason was given.")]
    public void A_test_that_did_not_run_leaves_it_not_run(TestOutcome outcome, string? message, string reason)
    {
        var gate = Judged(new Measured(OfAccepted(0, 100)), Passed(NonceReuse), Ended(NonceReuse, outcome, message));
        Assert.Equal(Verdict.NotRun, gate.Verdict);
        Assert.Contains(reason, gate.Reason);
        Assert.Equal(2, gate.Tests.Count);
    }

    [Fact]
    public void A_test_that_failed_for_another_reason_fails_it()
    {
        var gate = Judged(new Measured(OfAccepted(0, 100)), Ended(NonceReuse, TestOutcome.Failed, "the answer was wrong."));
        Assert.Equal(Verdict.Failed, gate.Verdict);
        Assert.Equal("Its test Suite.nonce-reuse failed: the answer was wrong.", gate.Reason);
    }

    [Theory]
    [InlineData(4000, 3, null, Verdict.Failed)]
    [InlineData(4000, 0, "late", Verdict.Inconclusive)]
    [InlineData(0, 0, null, Verdict.NotRun)]
    public void A_test_that_failed_because_of_a_criterion_leaves_it_the_criterions_verdict(long attempts, double accepted, string? doubt, Verdict verdict)
    {
        string[] doubts = doubt is null ? [] : [doubt];
        var gate = Judged(new Measured(OfAccepted(accepted, attempts, doubts)), Ended(NonceReuse, TestOutcome.Failed, "LH1004: missed"));
        Assert.Equal(verdict, gate.Verdict);
        Assert.StartsWith($"'{NoneAccepted.Text}': ", gate.Reason);
    }

    [Fact]
    public void A_test_that_failed_before_it_had_measured_says_why()
    {
        var gate = Judged(Ended(NonceReuse, TestOutcome.Failed, "the answer was no JSON."));
        Assert.Equal(Verdict.NotRun, gate.Verdict);
        Assert.EndsWith("Its test Suite.nonce-reuse failed, too: the answer was no JSON.", gate.Reason);
    }

    [Theory]
    [InlineData(2.5, 2.5)]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(1e300, 0)]
    [InlineData(double.NaN, 0)]
    public void It_tells_when_its_tests_measured(double said, double expected)
    {
        var gate = Judged(new Measured(OfAccepted(0, 100)), (TestEnded)Passed(NonceReuse) with { Seconds = said }, Passed(AnswerLatency));
        Assert.Equal(TimeSpan.FromSeconds(expected), gate.Period!.Length);
        Assert.Null(Judged(new Measured(OfAccepted(0, 100))).Period);
        Assert.Null(Judged(Passed(NonceReuse)).Period);
    }

    [Fact]
    public void Without_a_criterion_it_is_not_run()
    {
        var empty = GateOf("empty", [], Profile.Quick);
        EvidenceEntry[] entries = [Opened, Target, Passed(empty), Completed, Closed];
        var gate = Assert.Single(Judge.Day(Week, DayOf("Monday", empty), Profile.Quick, Reading(entries)).Gates);
        Assert.Equal(Verdict.NotRun, gate.Verdict);
        Assert.Equal("The gate has no criterion, so nothing was shown.", gate.Reason);
    }

    [Fact]
    public void A_measurement_of_another_gates_test_does_not_count()
    {
        var gate = Judged(new Measured(OfAccepted(0, 100) with { Gate = "answer-latency" }), Passed(NonceReuse));
        Assert.Equal(Verdict.NotRun, gate.Verdict);
        Assert.Contains("was never measured", gate.Reason);
    }

    [Fact]
    public void The_worst_criterion_decides()
    {
        var entries = Day(new Measured(OfLatency(1000, 900)), new Measured(OfErrors(0, 10)), Passed(AnswerLatency));
        var gate = Judge.Day(Week, Monday, Profile.Quick, Reading(entries)).Gates[1];
        Assert.Equal([Verdict.Failed, Verdict.Inconclusive], gate.Criteria.Select(criterion => criterion.Verdict));
        Assert.Equal(Verdict.Failed, gate.Verdict);
        Assert.DoesNotContain(FewErrors.Text, gate.Reason);
    }

    [Fact]
    public void It_holds_its_own_findings_the_worst_first_and_then_as_they_came()
    {
        var waiver = new FindingWaiver("known", "Security", new DateOnly(2026, 12, 31));
        var gate = Judged(Found("late", Severity.Low), Found("first", Severity.Critical), Found("elsewhere", Severity.Critical) with { Finding = Finding("x", Severity.Critical) with { Gate = "answer-latency" } }, Found("second", Severity.Critical) with { Waiver = waiver });
        Assert.Equal([("first", 4, null), ("second", 6, waiver), ("late", 3, null)], gate.Findings.Select(found => (found.Finding.Title, found.Evidence, found.Waiver)));
    }

    [Fact]
    public void It_holds_its_own_series_as_they_came()
    {
        RecordedSeries Series(string of, string title) => new(of, title, "time", "s", [new SeriesLine("n", "", [0], [1])], [], "Suite.nonce-reuse");
        var gate = Judged(new SeriesRecorded(Series("nonce-reuse", "b")), new SeriesRecorded(Series("answer-latency", "x")), new SeriesRecorded(Series("nonce-reuse", "a")));
        Assert.Equal([("b", 3), ("a", 5)], gate.Series.Select(found => (found.Series.Title, found.Evidence)));
    }

    private static FindingReported Found(string title, Severity severity) => new(Finding(title, severity), null);

    private static ReportedFinding Finding(string title, Severity severity) =>
        new("nonce-reuse", "nonce-reuse/accepted", title, severity, ["CWE-294"], null, null, "Look here", "Suite.nonce-reuse");

    private static EvidenceEntry[] Day(params EvidenceEntry[] entries) => [Opened, Target, .. entries, Completed, Closed];

    private static GateVerdict Judged(params EvidenceEntry[] entries) =>
        Judge.Day(Week, Monday, Profile.Quick, Reading(Day(entries))).Gates.Single(gate => gate.Gate == NonceReuse);
}
