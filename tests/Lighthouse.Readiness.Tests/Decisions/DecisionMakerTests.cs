using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Decisions;

public sealed class DecisionMakerTests
{
    private static Decision Decide(IReadOnlyList<DayVerdict> days, Runbook? runbook = null, RunIdentity? identity = null, params string[] approvals) =>
        DecisionMaker.Decide(runbook ?? SampleWeek.Runbook, identity ?? SampleWeek.Identity, days, Approved(approvals), SampleWeek.Decided);

    private static GovernanceStanding Approved(params string[] roles) => GovernanceStanding.Untouched with
    {
        Given = [.. roles.Select(role => new GivenApproval($"{role}.json", new Approval(role, Approval.Release, "c0ffee", SampleWeek.Digest, Profile.Quick, default, default), null, null))],
    };

    private static void AssertNoGo(Decision decision, string reason)
    {
        Assert.Equal(Outcome.NoGo, decision.Outcome);
        Assert.Contains(decision.Rationale, sentence => sentence.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_passed_is_GO_and_says_over_how_much()
    {
        var decision = Decide(SampleWeek.Passing());

        Assert.Equal(Outcome.Go, decision.Outcome);
        Assert.All(decision.Criteria, criterion => Assert.Equal(Holding.Yes, criterion.Holding));
        Assert.Equal(
            ["all_tests_passed", "no_critical_issues", "security_cleared", "performance_validated", "chaos_resilient", "integration_complete"],
            decision.Criteria.Select(criterion => criterion.Name));
        Assert.Equal(
            "GO over 7 of 11 gates for profile quick; 3 planned, measured by no suite yet: csrf, leak, clock-skew; 1 deferred to standard: throughput.",
            decision.Rationale[0]);
        Assert.Equal(SampleWeek.Runbook.Planned, decision.Planned);
    }

    [Fact]
    public void No_day_at_all_is_no_decision() => Assert.Equal(Outcome.NoDecision, Decide([]).Outcome);

    [Fact]
    public void A_missing_day_is_NO_GO() => AssertNoGo(Decide([.. SampleWeek.Passing().Skip(1)]), "Monday was not run");

    [Fact]
    public void A_day_judged_twice_is_NO_GO() =>
        AssertNoGo(Decide([.. SampleWeek.Passing(), SampleWeek.Passing()[0]]), "Monday was judged 2 times");

    [Fact]
    public void A_day_that_the_runbook_does_not_have_is_NO_GO()
    {
        var sunday = SampleWeek.Runbook.Days[0] with { Name = "Sunday" };
        AssertNoGo(Decide([.. SampleWeek.Passing(), SampleWeek.Passing()[0] with { Day = sunday }]), "'Sunday' was judged");
    }

    [Fact]
    public void Evidence_at_fault_is_NO_GO_though_its_gates_say_Passed()
    {
        var decision = Decide(SampleWeek.With("Tuesday", day => day with { Faults = [new EvidenceFault("LH3007", 4, "broken chain"), new EvidenceFault("LH3008", 5, "gap")] }));

        AssertNoGo(decision, "Tuesday's evidence cannot be believed: LH3007: broken chain (and 1 more)");
        Assert.Contains("5 of 7 required gates were measured, 5 passed.", decision.Rationale);
    }

    [Fact]
    public void A_day_without_a_log_is_NO_GO()
    {
        AssertNoGo(Decide(SampleWeek.With("Tuesday", day => day with { Head = null })), "Tuesday has no evidence log");
        AssertNoGo(Decide(SampleWeek.With("Tuesday", day => day with { Opened = null })), "Tuesday has no evidence log");
    }

    [Fact]
    public void A_day_run_for_one_gate_is_NO_GO() =>
        AssertNoGo(Decide(SampleWeek.With("Monday", day => day with { OnlyGate = "auth-bypass" })), "for gate 'auth-bypass' only");

    [Fact]
    public void A_gate_that_nobody_judged_is_NO_GO() =>
        AssertNoGo(Decide(SampleWeek.With("Monday", day => day with { Gates = [day.Gates[0]] })), "nonce-reuse (critical) NotRun: It was not judged.");

    [Fact]
    public void A_gate_judged_twice_is_NO_GO() =>
        AssertNoGo(Decide(SampleWeek.With("Monday", day => day with { Gates = [.. day.Gates, day.Gates[0]] })), "It was judged 2 times");

    [Fact]
    public void A_gate_that_the_runbook_does_not_have_is_NO_GO()
    {
        var foreign = SampleWeek.Judged(SampleWeek.Runbook.Gates.First() with { Id = "wished-for" }, Verdict.Passed);
        AssertNoGo(Decide(SampleWeek.With("Monday", day => day with { Gates = [.. day.Gates, foreign] })), "'wished-for'");
    }

    [Fact]
    public void A_day_without_a_gate_in_this_profile_is_NO_GO()
    {
        var later = SampleWeek.Runbook.Days[1].Gates.Single(gate => gate.Id == "throughput");
        var days = SampleWeek.Runbook.Days.Select(day => day.Name == "Tuesday" ? day with { Gates = [later] } : day).ToList();
        var verdicts = days.Select(day => SampleWeek.Judged(day, _ => Verdict.Passed) with { Opened = SampleWeek.Begun }).ToList();

        var decision = Decide(verdicts, SampleWeek.Runbook with { Days = days });

        AssertNoGo(decision, "Tuesday has no gate that profile quick evaluates");
        Assert.Equal(Holding.No, decision.Criteria.Single(criterion => criterion.Name == "performance_validated").Holding);
    }

    [Theory]
    [InlineData(Verdict.Failed)]
    [InlineData(Verdict.Inconclusive)]
    [InlineData(Verdict.NotRun)]
    public void A_single_gate_that_did_not_pass_is_NO_GO_whatever_its_severity(Verdict verdict)
    {
        foreach (var gate in SampleWeek.Passing().SelectMany(day => day.Gates).Select(judged => judged.Gate.Id))
            AssertNoGo(Decide(SampleWeek.WithVerdict(gate, verdict)), $"{gate} (");
    }

    [Fact]
    public void A_miss_says_what_was_measured_and_what_is_allowed() => AssertNoGo(
        Decide(SampleWeek.WithVerdict("elicitation-latency", Verdict.Failed)),
        "elicitation-latency (critical) Failed: elicitation.end_to_end.p99 measured 450 ms (405..495, n=12,400), allowed < 300 ms.");

    [Fact]
    public void A_pass_with_fewer_criteria_than_the_runbook_asks_for_is_none() =>
        AssertNoGo(Decide(SampleWeek.WithGate("auth-bypass", gate => gate with { Criteria = [gate.Criteria[0]] })), "the runbook asks for 2");

    [Fact]
    public void A_pass_over_a_criterion_that_did_not_pass_is_none() =>
        AssertNoGo(Decide(SampleWeek.WithGate("auth-bypass", gate => gate with { Criteria = [gate.Criteria[0], gate.Criteria[1] with { Verdict = Verdict.Inconclusive }] })), "is Inconclusive");

    [Fact]
    public void A_pass_without_evidence_is_none()
    {
        AssertNoGo(Decide(SampleWeek.WithGate("auth-bypass", gate => gate with { Criteria = [gate.Criteria[0] with { Evidence = [] }, gate.Criteria[1]] })), "rests on no evidence");
        AssertNoGo(Decide(SampleWeek.WithGate("auth-bypass", gate => gate with { Criteria = [gate.Criteria[0] with { Point = null }, gate.Criteria[1]] })), "rests on no evidence");
    }

    [Fact]
    public void A_pass_without_a_passing_test_is_none()
    {
        AssertNoGo(Decide(SampleWeek.WithGate("auth-bypass", gate => gate with { Tests = [] })), "not every one of its tests");
        AssertNoGo(Decide(SampleWeek.WithGate("auth-bypass", gate => gate with { Tests = [gate.Tests[0] with { Outcome = TestOutcome.Skipped }] })), "not every one of its tests");
    }

    [Fact]
    public void A_gate_without_criteria_never_passes()
    {
        var bare = SampleWeek.Runbook.Days[0].Gates[0] with { Criteria = [] };
        var days = SampleWeek.Runbook.Days.Select(day => day.Name == "Monday" ? day with { Gates = [bare] } : day).ToList();
        var verdicts = days.Select(day => SampleWeek.Judged(day, _ => Verdict.Passed) with { Opened = SampleWeek.Begun }).ToList();

        AssertNoGo(Decide(verdicts, SampleWeek.Runbook with { Days = days }), "at least 1");
    }

    [Fact]
    public void Another_runbook_than_the_one_that_was_measured_is_NO_GO() =>
        AssertNoGo(Decide(SampleWeek.Passing(), identity: SampleWeek.Identity with { RunbookDigest = "other" }), "The run measured runbook other");

    [Fact]
    public void A_runbook_without_days_is_never_GO() =>
        AssertNoGo(Decide(SampleWeek.Passing(), SampleWeek.Runbook with { Days = [] }), "The runbook has no day");

    [Fact]
    public void A_missing_approval_is_NO_GO_and_named()
    {
        var runbook = SampleWeek.Runbook with { Decision = SampleWeek.Rules(new Dictionary<Profile, IReadOnlyList<string>> { [Profile.Quick] = ["Security", "DevOps"] }) };

        var decision = Decide(SampleWeek.Passing(), runbook, approvals: ["DevOps", "Catering"]);

        AssertNoGo(decision, "The approval of Security is missing.");
        Assert.Equal(["Security"], decision.MissingApprovals);
        Assert.Equal(Outcome.Go, Decide(SampleWeek.Passing(), runbook, approvals: ["DevOps", "Security"]).Outcome);
    }

    [Fact]
    public void A_profile_for_which_the_runbook_names_no_approvals_is_NO_GO()
    {
        var runbook = SampleWeek.Runbook with { Decision = SampleWeek.Rules(new Dictionary<Profile, IReadOnlyList<string>>()) };
        AssertNoGo(Decide(SampleWeek.Passing(), runbook), "does not say which approvals profile quick needs");
    }
}
