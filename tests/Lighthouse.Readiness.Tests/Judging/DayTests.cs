using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Evidence;
using Xunit;
using static Lighthouse.Readiness.Tests.Evidence.Specimen;

namespace Lighthouse.Readiness.Tests.Judging;

public sealed class DayTests
{
    [Fact]
    public void A_day_with_all_its_evidence_passes()
    {
        var day = Judged(PassingDay);
        Assert.Equal(Verdict.Passed, day.Verdict);
        Assert.Equal([NonceReuse, AnswerLatency], day.Gates.Select(gate => gate.Gate));
        Assert.Equal(["Its criterion holds.", "All 2 criteria hold."], day.Gates.Select(gate => gate.Reason));
        Assert.Equal([Passed(AnswerLatency)], day.Gates[1].Tests);
        Assert.Equal(DateTimeOffset.UnixEpoch, day.Opened);
        Assert.Equal(PassingDay.Count, day.Head!.Records);
        Assert.Empty(day.Faults);
    }

    [Fact]
    public void A_gate_without_a_size_for_the_profile_is_deferred() =>
        Assert.Equal([new DeferredGate(Endurance, Profile.Full)], Judged(PassingDay).Deferred);

    [Fact]
    public void A_gate_that_no_later_profile_measures_is_not_run_instead_of_vanishing()
    {
        var quickOnly = GateOf("quick-only", [NoneAccepted], Profile.Quick);
        var day = Judge.Day(Week, DayOf("Monday", quickOnly), Profile.Standard, Reading(PassingDay));
        Assert.Empty(day.Deferred);
        Assert.Equal(Verdict.NotRun, Assert.Single(day.Gates).Verdict);
        Assert.Contains("no sizes for profile Standard or a larger one", day.Gates[0].Reason);
    }

    [Fact]
    public void Without_a_log_nothing_was_run()
    {
        var day = Judge.Day(Week, Monday, Profile.Quick, null);
        Assert.Equal(Verdict.NotRun, day.Verdict);
        Assert.Null(day.Head);
        Assert.Null(day.Opened);
        Assert.Equal(EvidenceCodes.Missing, Assert.Single(day.Faults).Code);
        Assert.All(day.Gates, gate => Assert.Contains("there is no evidence log of Monday", gate.Reason));
    }

    [Fact]
    public void With_a_fault_no_gate_passes()
    {
        var fault = new EvidenceFault(EvidenceCodes.BrokenChain, 4, "it does not follow.");
        var day = Judge.Day(Week, Monday, Profile.Quick, Reading(PassingDay) with { Faults = [fault] });
        Assert.All(day.Gates, gate => Assert.Equal(Verdict.NotRun, gate.Verdict));
        Assert.All(day.Gates, gate => Assert.Contains("LH3009: line 4", gate.Reason));
        Assert.Equal([fault], day.Faults);
    }

    [Fact]
    public void A_log_whose_first_line_was_at_fault_has_no_head() =>
        Assert.Null(Judge.Day(Week, Monday, Profile.Quick, new EvidenceReading("x", [], [new EvidenceFault("LH3005", 1, "no")], EvidenceHead.None)).Head);

    [Fact]
    public void Evidence_of_another_day_is_refused() =>
        Refused(Reading(PassingDay) with { Records = Records(PassingDay, "Tuesday") }, "of day 'Tuesday'");

    [Fact]
    public void Evidence_of_another_runbook_is_refused()
    {
        var day = Judge.Day(Week with { Digest = "other" }, Monday, Profile.Quick, Reading(PassingDay));
        Assert.Equal(Verdict.NotRun, day.Verdict);
        Assert.Equal(EvidenceCodes.OtherRun, Assert.Single(day.Faults).Code);
    }

    [Fact]
    public void Evidence_of_another_profile_is_refused() =>
        Refused(Reading([Opened with { Profile = "full" }, .. PassingDay.Skip(1)]), "of profile 'full'");

    [Theory]
    [InlineData(SuiteEnding.Crashed, 134, "crashed with exit code 134: see its output")]
    [InlineData(SuiteEnding.NotStarted, null, "could not be started: see its output")]
    [InlineData(SuiteEnding.TimedOut, null, "ran longer than the runbook allows and was stopped: see its output")]
    [InlineData(SuiteEnding.Interrupted, 130, "was interrupted with exit code 130: see its output")]
    public void A_suite_that_did_not_complete_leaves_its_gates_not_run(SuiteEnding ending, int? exitCode, string reason)
    {
        var day = Judged(Replaced(Completed, new SuiteEnded("Security", ending, exitCode, "see its output")));
        Assert.All(day.Gates, gate => Assert.Equal(Verdict.NotRun, gate.Verdict));
        Assert.All(day.Gates, gate => Assert.Contains($"Suite Security {reason}", gate.Reason));
    }

    [Fact]
    public void A_suite_that_did_not_complete_is_not_outdone_by_one_that_did() =>
        Assert.Equal(Verdict.NotRun, Judged([.. PassingDay.Take(7), new SuiteEnded("Security", SuiteEnding.Crashed, 134, null), .. PassingDay.Skip(7)]).Verdict);

    [Fact]
    public void A_miss_stays_a_miss_when_the_suite_crashed_later()
    {
        var day = Judged([Opened, Target, new Measured(OfAccepted(3, 100)), new SuiteEnded("Security", SuiteEnding.Crashed, 134, null), Closed]);
        Assert.Equal(Verdict.Failed, day.Gates[0].Verdict);
        Assert.Equal(Verdict.NotRun, day.Gates[1].Verdict);
    }

    [Fact]
    public void A_target_that_died_leaves_every_gate_open()
    {
        var day = Judged(Replaced(Closed, new DayClosed(TargetAlive: false)));
        Assert.All(day.Gates, gate => Assert.Equal(Verdict.Inconclusive, gate.Verdict));
        Assert.All(day.Gates, gate => Assert.Contains("The target had died", gate.Reason));
    }

    [Fact]
    public void A_target_that_was_alive_again_later_had_died_all_the_same() =>
        Assert.All(Judged([.. Replaced(Closed, new DayClosed(TargetAlive: false)), Closed]).Gates, gate => Assert.Contains("The target had died", gate.Reason));

    [Fact]
    public void Every_single_entry_is_needed()
    {
        for (var left = 0; left < PassingDay.Count; left++)
        {
            var day = Judged(PassingDay.Where((_, index) => index != left));
            Assert.True(day.Verdict is Verdict.NotRun, $"without {PassingDay[left]} the day is {day.Verdict}");
        }
    }

    [Fact]
    public void A_log_for_one_gate_does_not_speak_for_the_others()
    {
        var day = Judged([Opened with { OnlyGate = "nonce-reuse" }, .. PassingDay.Skip(1)]);
        Assert.Equal([Verdict.Passed, Verdict.NotRun], day.Gates.Select(gate => gate.Verdict));
        Assert.Contains("asked for gate 'nonce-reuse' only", day.Gates[1].Reason);
    }

    [Fact]
    public void Asked_for_one_gate_only_that_one_is_judged()
    {
        EvidenceEntry[] entries = [Opened with { OnlyGate = "nonce-reuse" }, Target, new Measured(OfAccepted(0, 9)), Passed(NonceReuse), Completed, Closed];
        var day = Judge.Day(Week, Monday, Profile.Quick, Reading(entries), "nonce-reuse");
        Assert.Equal(NonceReuse, Assert.Single(day.Gates).Gate);
        Assert.Empty(day.Deferred);
        Assert.Equal("nonce-reuse", day.OnlyGate);
        Assert.Equal(Verdict.Passed, day.Verdict);
    }

    [Fact]
    public void Asked_for_a_gate_that_is_not_there_nothing_was_run() =>
        Assert.Equal(Verdict.NotRun, Judge.Day(Week, Monday, Profile.Quick, Reading(PassingDay), "no-such-gate").Verdict);

    [Fact]
    public void Asked_for_a_gate_of_a_larger_profile_it_is_deferred()
    {
        var day = Judge.Day(Week, Monday, Profile.Quick, Reading(PassingDay), "endurance");
        Assert.Equal(Verdict.NotRun, day.Verdict);
        Assert.Equal(Endurance, Assert.Single(day.Deferred).Gate);
    }

    [Theory]
    [InlineData(TestOutcome.Failed)]
    [InlineData(TestOutcome.Skipped)]
    [InlineData(TestOutcome.NotRun)]
    public void A_stray_test_that_did_not_pass_leaves_the_day_open(TestOutcome outcome)
    {
        Assert.Equal(Verdict.Inconclusive, Judged(With(Ended(null, outcome))).Verdict);
        Assert.Equal(Verdict.Inconclusive, Judged(With(Ended(null, outcome) with { Gate = "no-such-gate", Message = "it broke" })).Verdict);
    }

    [Fact]
    public void A_stray_test_that_passed_and_a_skipped_test_of_a_deferred_gate_do_no_harm()
    {
        Assert.Equal(Verdict.Passed, Judged(With(Ended(null, TestOutcome.Passed))).Verdict);
        Assert.Equal(Verdict.Passed, Judged(With(Ended(Endurance, TestOutcome.Skipped))).Verdict);
    }

    [Fact]
    public void The_security_day_hands_on_its_documents_and_of_one_name_the_last()
    {
        EvidenceEntry[] entries = [.. PassingDay.SkipLast(1), new Attached("a.json", "old"), new Attached("b.json", "other"), new Attached("a.json", "new"), Closed];
        Assert.Equal([("a.json", "new"), ("b.json", "other")], Judged(entries).Attachments.OrderBy(one => one.Key).Select(one => (one.Key, one.Value)));
        var elsewhere = Week with { Decision = Week.Decision with { SecurityDay = "Tuesday" } };
        Assert.Empty(Judge.Day(elsewhere, Monday, Profile.Quick, Reading(entries)).Attachments);
    }

    private static IEnumerable<EvidenceEntry> With(EvidenceEntry more) => [.. PassingDay.SkipLast(1), more, Closed];

    private static IEnumerable<EvidenceEntry> Replaced(EvidenceEntry old, EvidenceEntry by) => PassingDay.Select(entry => entry == old ? by : entry);

    private static DayVerdict Judged(IEnumerable<EvidenceEntry> entries) => Judge.Day(Week, Monday, Profile.Quick, Reading(entries));

    private static void Refused(EvidenceReading reading, string reason)
    {
        var day = Judge.Day(Week, Monday, Profile.Quick, reading);
        Assert.All(day.Gates, gate => Assert.Equal(Verdict.NotRun, gate.Verdict));
        Assert.All(day.Gates, gate => Assert.Contains(reason, gate.Reason));
        Assert.Equal(EvidenceCodes.OtherRun, Assert.Single(day.Faults).Code);
    }
}
