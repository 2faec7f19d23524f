using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Decisions;

public sealed class SixCriteriaTests
{
    private static Decision Decide(IReadOnlyList<DayVerdict> days, Runbook? runbook = null) =>
        DecisionMaker.Decide(runbook ?? SampleWeek.Runbook, SampleWeek.Identity, days, GovernanceStanding.Untouched, SampleWeek.Decided);

    private static Dictionary<string, Holding> Criteria(Decision decision) => decision.Criteria.ToDictionary(criterion => criterion.Name, criterion => criterion.Holding);

    private static CriterionPart Part(Decision decision, string name) => decision.Criteria.SelectMany(criterion => criterion.Parts).Single(part => part.Name == name);

    private static Runbook WithClearance(string part, params string[] gates)
    {
        var clearance = new Dictionary<string, IReadOnlyList<string>>(SampleWeek.Runbook.Decision.SecurityClearance) { [part] = gates };
        return SampleWeek.Runbook with { Decision = SampleWeek.Runbook.Decision with { SecurityClearance = clearance } };
    }

    [Theory]
    [InlineData("auth-bypass", true, "security_cleared")]
    [InlineData("elicitation-latency", true, "performance_validated")]
    [InlineData("error-rate", false, "performance_validated")]
    [InlineData("process-crash", true, "chaos_resilient")]
    [InlineData("event-persistence", false, "integration_complete")]
    public void A_miss_takes_down_its_own_criteria_and_no_others(string gate, bool critical, string ofDay)
    {
        var down = Criteria(Decide(SampleWeek.WithVerdict(gate, Verdict.Failed))).Where(criterion => criterion.Value != Holding.Yes).Select(criterion => criterion.Key);

        Assert.Equal(critical ? ["all_tests_passed", "no_critical_issues", ofDay] : ["all_tests_passed", ofDay], down);
    }

    [Fact]
    public void A_part_on_planned_and_deferred_gates_only_is_not_evaluated_and_does_not_block()
    {
        var decision = Decide(SampleWeek.Passing());

        Assert.Equal(Outcome.Go, decision.Outcome);
        Assert.Equal(Holding.NotEvaluated, Part(decision, "csrf_protection").Holding);
        Assert.Equal(["throughput"], Part(decision, "throughput_adequate").Missing);
        Assert.Contains("throughput_adequate is not evaluated: it rests on throughput, which this run does not measure.", decision.Rationale);
    }

    [Fact]
    public void A_part_on_some_measured_gates_holds_and_names_the_others()
    {
        var decision = Decide(SampleWeek.Passing());
        var part = Part(decision, "no_critical_vulnerabilities");

        Assert.Equal(Holding.Yes, part.Holding);
        Assert.Equal(["auth-bypass", "nonce-reuse"], part.Gates);
        Assert.Equal(["csrf"], part.Missing);
        Assert.Contains("no_critical_vulnerabilities holds by auth-bypass, nonce-reuse alone; not measured: csrf.", decision.Rationale);
    }

    [Fact]
    public void A_part_whose_gate_did_not_pass_does_not_hold() =>
        Assert.Equal(Holding.No, Part(Decide(SampleWeek.WithVerdict("nonce-reuse", Verdict.Inconclusive)), "replay_protection").Holding);

    [Theory]
    [InlineData("replay_protection")]
    [InlineData("replay_protection", "no-such-gate")]
    [InlineData("replay_protection", "nonce-reuse", "no-such-gate")]
    [InlineData("added_by_the_runbook")]
    public void A_part_without_a_gate_or_with_one_that_does_not_exist_blocks(string part, params string[] gates)
    {
        var decision = Decide(SampleWeek.Passing(), WithClearance(part, gates));

        Assert.Equal(Outcome.NoGo, decision.Outcome);
        Assert.Equal(Holding.No, Criteria(decision)["security_cleared"]);
    }

    [Fact]
    public void A_named_part_that_the_runbook_leaves_out_blocks()
    {
        var rules = SampleWeek.Runbook.Decision;
        var without = new Dictionary<string, IReadOnlyList<string>>(rules.PerformanceValidation.Skip(1));
        var runbook = SampleWeek.Runbook with { Decision = rules with { PerformanceValidation = without } };
        Assert.NotEmpty(without);
        Assert.Equal(Holding.No, Criteria(Decide(SampleWeek.Passing(), runbook))["performance_validated"]);
    }

    [Fact]
    public void A_runbook_that_asks_for_no_parts_asks_for_every_gate_of_the_day()
    {
        var runbook = SampleWeek.Runbook with { Decision = SampleWeek.Runbook.Decision with { PerformanceValidation = new Dictionary<string, IReadOnlyList<string>>() } };
        Assert.Equal(Holding.Yes, Criteria(Decide(SampleWeek.Passing(), runbook))["performance_validated"]);
        Assert.Equal(Holding.No, Criteria(Decide([], runbook))["performance_validated"]);
    }

    [Fact]
    public void A_criterion_for_a_day_that_does_not_exist_does_not_hold()
    {
        var runbook = SampleWeek.Runbook with { Decision = SampleWeek.Runbook.Decision with { ResilienceDay = "Someday" } };
        var decision = Decide(SampleWeek.Passing(), runbook);

        Assert.Equal(Outcome.NoGo, decision.Outcome);
        Assert.Equal(Holding.No, Criteria(decision)["chaos_resilient"]);
    }

    [Fact]
    public void Without_any_day_run_no_criterion_holds() => Assert.All(Decide([]).Criteria, criterion => Assert.Equal(Holding.No, criterion.Holding));

    [Fact]
    public void Without_any_gate_required_no_criterion_holds() =>
        Assert.All(Decide([], SampleWeek.Runbook with { Days = [] }).Criteria, criterion => Assert.Equal(Holding.No, criterion.Holding));

    [Fact]
    public void No_critical_issue_among_no_critical_gates_still_rests_on_the_gates_there_are()
    {
        var mild = SampleWeek.Runbook.Days.Select(day => day with { Gates = [.. day.Gates.Select(gate => gate with { Severity = Severity.Low })] }).ToList();
        var verdicts = mild.Select(day => SampleWeek.Judged(day, _ => Verdict.Passed) with { Opened = SampleWeek.Begun }).ToList();

        Assert.Equal(Holding.Yes, Criteria(Decide(verdicts, SampleWeek.Runbook with { Days = mild }))["no_critical_issues"]);
    }
}
