using Lighthouse.Readiness.Governance.Comparing;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;
using Lighthouse.Readiness.Tests.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Governance;

public sealed class RunbookComparisonTests
{
    private const int Seed = 20261127;
    private static readonly SourceLocation Nowhere = new("sample.yaml", 1, 1);
    private static readonly Gate Gate = SampleWeek.Runbook.FindGate("elicitation-latency")!;

    [Fact]
    public void A_runbook_is_no_weaker_than_itself()
    {
        Assert.Empty(RunbookComparison.Of(SampleWeek.Runbook, SampleWeek.Runbook));
        var week2 = RunbookReader.ReadFile(Week2.File);
        Assert.Empty(RunbookComparison.Of(week2, week2));
    }

    /// <summary>What is allowed after must be allowed before: tried with numbers, whatever the operators and units are.</summary>
    [Fact]
    public void A_criterion_is_weaker_exactly_when_it_lets_something_pass_that_was_refused()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 20_000; round++)
        {
            var (before, after) = (RandomCriterion(random), RandomCriterion(random));
            var lets = Probes().Any(number => Meets(number, after) && !Meets(number, before));
            Assert.True(lets == IsWeaker([before], [after]), $"seed {Seed}, round {round}: '{before}' became '{after}'");
        }
    }

    [Fact]
    public void Several_criteria_are_held_against_each_other_as_a_whole()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 20_000; round++)
        {
            var (before, after) = (RandomCriteria(random), RandomCriteria(random));
            var lets = Probes().Any(number => after.All(one => Meets(number, one)) && !before.All(one => Meets(number, one)));
            Assert.True(lets == IsWeaker(before, after), $"seed {Seed}, round {round}: '{string.Join("', '", before)}' became '{string.Join("', '", after)}'");
        }
    }

    [Theory]
    [InlineData(Comparison.Less, 300, 301, true)]
    [InlineData(Comparison.Less, 300, 299, false)]
    [InlineData(Comparison.LessOrEqual, 300, 301, true)]
    [InlineData(Comparison.LessOrEqual, 300, 299, false)]
    [InlineData(Comparison.Greater, 300, 299, true)]
    [InlineData(Comparison.Greater, 300, 301, false)]
    [InlineData(Comparison.GreaterOrEqual, 300, 299, true)]
    [InlineData(Comparison.GreaterOrEqual, 300, 301, false)]
    [InlineData(Comparison.Equal, 0, 1, true)]
    public void A_threshold_loosened_in_the_direction_of_its_operator_is_weaker(Comparison comparison, double before, double after, bool weaker) =>
        Assert.Equal(weaker, IsWeaker([Criterion(comparison, new Quantity(before, Unit.Millisecond))], [Criterion(comparison, new Quantity(after, Unit.Millisecond))]));

    [Theory]
    [InlineData(Comparison.Less, Comparison.LessOrEqual, true)]
    [InlineData(Comparison.LessOrEqual, Comparison.Less, false)]
    [InlineData(Comparison.Greater, Comparison.GreaterOrEqual, true)]
    [InlineData(Comparison.GreaterOrEqual, Comparison.Greater, false)]
    [InlineData(Comparison.Equal, Comparison.LessOrEqual, true)]
    [InlineData(Comparison.LessOrEqual, Comparison.Equal, false)]
    public void An_operator_that_lets_the_threshold_itself_pass_is_weaker(Comparison before, Comparison after, bool weaker) =>
        Assert.Equal(weaker, IsWeaker([Criterion(before, new Quantity(300, Unit.Millisecond))], [Criterion(after, new Quantity(300, Unit.Millisecond))]));

    [Fact]
    public void The_same_in_another_unit_is_not_weaker_and_more_in_a_larger_one_is()
    {
        var limit = Criterion(Comparison.Less, new Quantity(300, Unit.Millisecond));
        Assert.All(new[] { new Quantity(0.3, Unit.Second), new Quantity(300_000, Unit.Microsecond), new Quantity(0.005, Unit.Minute) }, same => Assert.False(IsWeaker([limit], [Criterion(Comparison.Less, same)])));
        Assert.True(IsWeaker([limit], [Criterion(Comparison.Less, new Quantity(0.31, Unit.Second))]));
        Assert.True(IsWeaker([limit], [Criterion(Comparison.Less, new Quantity(1, Unit.Minute))]));
        Assert.True(IsWeaker([limit], [Criterion(Comparison.Less, Quantity.Count(3))]));
    }

    [Fact]
    public void Less_confidence_is_weaker_and_more_is_not()
    {
        var limit = Criterion(Comparison.Less, new Quantity(300, Unit.Millisecond));
        Assert.True(IsWeaker([limit], [limit with { Confidence = 0.9 }]));
        Assert.False(IsWeaker([limit], [limit with { Confidence = 0.99 }]));
    }

    [Fact]
    public void Another_statistic_or_metric_replaces_nothing()
    {
        var limit = Criterion(Comparison.Less, new Quantity(300, Unit.Millisecond));
        Assert.True(IsWeaker([limit], [limit with { Statistic = new Statistic(StatisticKind.Percentile, 95) }]));
        Assert.True(IsWeaker([limit], [limit with { Metric = "other" }]));
        Assert.Equal("gate elicitation-latency: 'answer.p99 < 300 ms' is demanded no more", Assert.Single(Compare(Gate with { Criteria = [limit] }, Gate with { Criteria = [] })));
    }

    [Theory]
    [InlineData(Severity.Critical, Severity.High, true)]
    [InlineData(Severity.High, Severity.Low, true)]
    [InlineData(Severity.High, Severity.High, false)]
    [InlineData(Severity.High, Severity.Critical, false)]
    public void A_lower_severity_is_weaker(Severity before, Severity after, bool weaker) =>
        Assert.Equal(weaker, Compare(Gate with { Severity = before }, Gate with { Severity = after }).Any());

    [Theory]
    [InlineData(500, 499, true)]
    [InlineData(500, 500, false)]
    [InlineData(500, 501, false)]
    public void A_smaller_size_is_weaker(double before, double after, bool weaker) =>
        Assert.Equal(weaker, Compare(Sized(Profile.Quick, "agents", new Quantity(before, Unit.One)), Sized(Profile.Quick, "agents", new Quantity(after, Unit.One))).Any());

    [Fact]
    public void A_size_is_compared_over_units_and_a_share_in_either_direction()
    {
        var minute = Sized(Profile.Quick, "duration", new Quantity(1, Unit.Minute));
        Assert.Empty(Compare(minute, Sized(Profile.Quick, "duration", new Quantity(60, Unit.Second))));
        Assert.Equal("gate elicitation-latency: its size 'duration' in quick was 1 min and is 59 s", Assert.Single(Compare(minute, Sized(Profile.Quick, "duration", new Quantity(59, Unit.Second)))));
        Assert.Single(Compare(minute, Sized(Profile.Quick, "duration", Quantity.Count(90))));
        Assert.Single(Compare(minute, Sized(Profile.Quick, "other", new Quantity(1, Unit.Minute))));
        Assert.Equal("gate elicitation-latency: profile quick measured it and does not any more", Assert.Single(Compare(minute, Sized(Profile.Full, "duration", new Quantity(1, Unit.Minute)))));

        var share = Sized(Profile.Quick, "cut", new Quantity(20, Unit.Percent));
        Assert.Single(Compare(share, Sized(Profile.Quick, "cut", new Quantity(80, Unit.Percent))));
        Assert.Single(Compare(share, Sized(Profile.Quick, "cut", new Quantity(10, Unit.Percent))));
        Assert.Empty(Compare(share, Sized(Profile.Quick, "cut", new Quantity(0.2, Unit.Ratio))));
        Assert.Single(Compare(Sized(Profile.Quick, "percent", Quantity.Count(20)), Sized(Profile.Quick, "percent", Quantity.Count(80))));
    }

    public static TheoryData<string, Func<ServiceLevel, ServiceLevel>> LooserLevels => new()
    {
        { "its level 'p99' was outside above 100 ms and is outside above 0.2 s", level => level with { Limit = new Quantity(0.2, Unit.Second) } },
        { "its level 'p99' was outside above 100 ms and is outside below 100 ms", level => level with { IsCeiling = false } },
        { "its level 'p99' was outside above 100 ms and is outside above 100", level => level with { Limit = Quantity.Count(100) } },
        { "its level 'p99' might be outside for 30 s and may be for 31 s", level => level with { Grace = TimeSpan.FromSeconds(31) } },
        { "the breach of its level 'p99' was major and is minor", level => level with { Severity = BreachSeverity.Minor } },
        { "the breach of its level 'p99' called for rollback and calls for alert", level => level with { Answer = BreachAnswer.Alert } },
        { "its level 'p99' was watched and is not any more", level => level with { Id = "p98" } },
    };

    [Theory]
    [MemberData(nameof(LooserLevels))]
    public void A_service_level_that_is_loosened_is_named(string expected, Func<ServiceLevel, ServiceLevel> loosen)
    {
        var before = Gate with { Levels = [new ServiceLevel("p99", new Quantity(100, Unit.Millisecond), true, BreachSeverity.Major, TimeSpan.FromSeconds(30), BreachAnswer.Rollback, Nowhere)] };
        Assert.Equal([$"gate elicitation-latency: {expected}"], Compare(before, before with { Levels = [loosen(before.Levels[0])] }));
        Assert.Empty(Compare(before, before));
    }

    [Fact]
    public void A_service_level_is_looser_in_the_direction_of_its_side()
    {
        Gate At(bool isCeiling, double limit, int grace) => Gate with { Levels = [new ServiceLevel("x", new Quantity(limit, Unit.Percent), isCeiling, BreachSeverity.Minor, TimeSpan.FromSeconds(grace), BreachAnswer.Alert, Nowhere)] };
        Assert.Empty(Compare(At(true, 5, 30), At(true, 4, 30)));
        Assert.Single(Compare(At(false, 5, 30), At(false, 4, 30)));
        Assert.Empty(Compare(At(false, 5, 30), At(false, 6, 29)));
        Assert.Empty(Compare(At(false, 5, 30), At(false, 6, 29) with { Levels = [At(false, 6, 29).Levels[0] with { Severity = BreachSeverity.Critical, Answer = BreachAnswer.Rollback }] }));
    }

    [Fact]
    public void A_gate_that_moves_to_another_day_is_named() =>
        Assert.Equal("gate elicitation-latency: it belonged to Tuesday and belongs to Monday, whose criterion of the decision is another one", Assert.Single(Compare(Gate, Gate with { Day = "Monday" })));

    [Fact]
    public void A_gate_that_is_planned_now_or_gone_is_named()
    {
        var without = SampleWeek.Runbook with { Days = [.. SampleWeek.Runbook.Days.Select(day => day with { Gates = [.. day.Gates.Where(gate => gate.Id != Gate.Id)] })] };
        Assert.Equal(["gate elicitation-latency: it was measured and is gone"], Of(SampleWeek.Runbook, without));
        var planned = without with { Planned = [.. without.Planned, new PlannedGate(Gate.Id, "Tuesday", "later", Nowhere)] };
        Assert.Equal(["gate elicitation-latency: it was measured and is only planned now"], Of(SampleWeek.Runbook, planned));
        Assert.Empty(Of(planned, SampleWeek.Runbook));
        Assert.Equal(["planned gate elicitation-latency: it was demanded and is not any more"], Of(planned, without));
    }

    [Fact]
    public void A_metric_that_loses_its_shape_is_named()
    {
        var metric = new MetricDefinition("errors", MetricShape.Proportion, Dimension.Ratio, "Errors.", Nowhere);
        var before = SampleWeek.Runbook with { Metrics = [metric] };
        Assert.Equal(["metric errors: it was a proportion of ratio and is a scalar of ratio"], Of(before, before with { Metrics = [metric with { Shape = MetricShape.Scalar }] }));
        Assert.Equal(["metric errors: it was a proportion of ratio and is a proportion of count"], Of(before, before with { Metrics = [metric with { Dimension = Dimension.Count }] }));
        Assert.Empty(Of(before, before with { Metrics = [metric with { Meaning = "Failures." }] }));
        Assert.Empty(Of(before, before with { Metrics = [] }));
    }

    public static TheoryData<string, Func<DecisionRules, DecisionRules>> Loosenings => new()
    {
        { "security_clearance: replay_protection rested on nonce-reuse and does not any more", rules => rules with { SecurityClearance = Without(rules.SecurityClearance, "replay_protection") } },
        { "performance_validation: p99_under_300ms rested on elicitation-latency and does not any more", rules => rules with { PerformanceValidation = Without(rules.PerformanceValidation, "p99_under_300ms") } },
        { "security_day: it was Monday and is Friday", rules => rules with { SecurityDay = "Friday" } },
        { "performance_day: it was Tuesday and is Friday", rules => rules with { PerformanceDay = "Friday" } },
        { "resilience_day: it was Wednesday and is Friday", rules => rules with { ResilienceDay = "Friday" } },
        { "integration_day: it was Thursday and is Friday", rules => rules with { IntegrationDay = "Friday" } },
        { "approvals: profile full needed the approval of DevOps and does not any more", rules => rules with { Approvals = new Dictionary<Profile, IReadOnlyList<string>> { [Profile.Full] = ["Security"] } } },
        { "weakening: profile quick needed the approval of Product and does not any more", rules => rules with { WeakeningApprovals = new Dictionary<Profile, IReadOnlyList<string>>() } },
        { "checklist: training-held was demanded in profile full and is not any more", rules => rules with { Checklist = [] } },
        { "checklist: training-held was attested by Product and is by DevOps", rules => rules with { Checklist = [rules.Checklist[0] with { Role = "DevOps" }] } },
        { "error_budget: it is gone", rules => rules with { ErrorBudget = null } },
        { "error_budget: a healthy release could be refused in 2 % of runs, now in 3 %", rules => rules with { ErrorBudget = new ErrorBudget(0.03, 0.05) } },
        { "error_budget: a defect could be missed in 5 % of runs, now in 6 %", rules => rules with { ErrorBudget = new ErrorBudget(0.02, 0.06) } },
    };

    [Theory]
    [MemberData(nameof(Loosenings))]
    public void A_rule_of_the_decision_that_is_loosened_is_named_and_tightening_it_back_is_not(string expected, Func<DecisionRules, DecisionRules> loosen)
    {
        var before = SampleWeek.Rules() with
        {
            WeakeningApprovals = new Dictionary<Profile, IReadOnlyList<string>> { [Profile.Quick] = ["Product"] },
            Checklist = [new ChecklistItem("training-held", ChecklistArea.Operational, "Product", "Trained.", [Profile.Full], Nowhere)],
            ErrorBudget = new ErrorBudget(0.02, 0.05),
        };
        var after = loosen(before);
        Assert.Equal([expected], RulesComparison.Of(before, after).Select(one => one.ToString()));
        if (expected.Contains(" and is ", StringComparison.Ordinal) || expected.Contains("attested", StringComparison.Ordinal))
            return;
        Assert.Empty(RulesComparison.Of(after, before));
    }

    private static bool IsWeaker(IReadOnlyList<Criterion> before, IReadOnlyList<Criterion> after) => Compare(Gate with { Criteria = before }, Gate with { Criteria = after }).Any();

    private static IEnumerable<string> Compare(Gate before, Gate after) => GateComparison.Of(before, after).Select(one => one.ToString());

    private static IEnumerable<string> Of(Runbook before, Runbook after) =>
        RunbookComparison.Of(before, after).Select(one => one.ToString());

    private static Gate Sized(Profile profile, string name, Quantity size) =>
        Gate with { Sizes = new Dictionary<Profile, GateSizes> { [profile] = new GateSizes(new Dictionary<string, Quantity> { [name] = size }) } };

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Without(IReadOnlyDictionary<string, IReadOnlyList<string>> parts, string part) =>
        parts.Where(one => one.Key != part).ToDictionary(one => one.Key, one => one.Value);

    private static Criterion[] RandomCriteria(Random random) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomCriterion(random))];

    // Few numbers, so that equal ones in different units and operators meet often.
    private static Criterion RandomCriterion(Random random)
    {
        var milliseconds = random.Next(1, 6) * 100.0;
        var threshold = new Quantity(milliseconds, Unit.Millisecond).In(random.GetItems([Unit.Microsecond, Unit.Millisecond, Unit.Second, Unit.Minute, Unit.Hour], 1)[0]);
        return Criterion(random.GetItems(Enum.GetValues<Comparison>(), 1)[0], threshold);
    }

    private static Criterion Criterion(Comparison comparison, Quantity threshold) =>
        new("", "answer", new Statistic(StatisticKind.Percentile, 99), comparison, threshold, 0.95, Nowhere);

    /// <summary>Milliseconds on and between every threshold that is drawn.</summary>
    private static IEnumerable<double> Probes() => Enumerable.Range(0, 14).Select(step => step * 50.0);

    private static bool Meets(double milliseconds, Criterion criterion)
    {
        var threshold = Math.Round(criterion.Threshold.In(Unit.Millisecond).Value);
        return criterion.Comparison switch
        {
            Comparison.Less => milliseconds < threshold,
            Comparison.LessOrEqual => milliseconds <= threshold,
            Comparison.Equal => milliseconds == threshold,
            Comparison.GreaterOrEqual => milliseconds >= threshold,
            _ => milliseconds > threshold,
        };
    }
}
