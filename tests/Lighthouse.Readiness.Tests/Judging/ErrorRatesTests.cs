using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Judging.Errors;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;
using Xunit;

namespace Lighthouse.Readiness.Tests.Judging;

public sealed class ErrorRatesTests
{
    private static readonly SourceLocation Nowhere = new("sample.yaml", 1, 1);

    [Fact]
    public void The_budget_is_shared_by_every_comparison_and_the_rest_is_counted_apart()
    {
        var rates = ErrorRates.Of(Budgeted(0.02), SampleWeek.Passing());

        Assert.Equal(2, rates.Statistical.Count);
        Assert.Equal(12, rates.Deterministic);
        Assert.Equal(0.02, rates.RefusedAtMost, 12);
        Assert.Equal(0.05, rates.MissedAtMost, 12);
        Assert.Equal(0.10, rates.WronglyFailedAtMost, 12);
        Assert.All(rates.Statistical, risk => Assert.Equal(0.01, risk.RefusedAtMost, 12));
    }

    [Fact]
    public void A_criterion_that_is_measured_three_times_takes_three_shares()
    {
        var days = SampleWeek.WithGate("elicitation-latency", gate => gate with
        {
            Criteria = [gate.Criteria[0] with { SamplesOfEach = [12_400, 12_400, 400] }, gate.Criteria[1]],
        });
        var rates = ErrorRates.Of(Budgeted(0.02), days);

        Assert.Equal([3, 1], rates.Statistical.Select(risk => risk.Measurements));
        Assert.Equal([0.015, 0.005], rates.Statistical.Select(risk => Math.Round(risk.RefusedAtMost, 12)));
        Assert.Equal(0.02, rates.RefusedAtMost, 12);
        Assert.Equal(0.20, rates.WronglyFailedAtMost, 12);
    }

    [Fact]
    public void The_shape_that_the_runbook_gives_a_metric_says_how_its_risk_is_told()
    {
        const string Lost = "process_crash.acknowledged_lost";
        var runbook = SampleWeek.Runbook with { Metrics = [new MetricDefinition(Lost, MetricShape.Estimate, Dimension.Count, "Lost.", Nowhere)] };
        var rates = ErrorRates.Of(runbook, SampleWeek.Passing());
        Assert.Equal((3, 11), (rates.Statistical.Count, rates.Deterministic));
        Assert.StartsWith("not known: the measurement gave no bounds", rates.Statistical.Single(risk => risk.Verdict.Criterion.Metric == Lost).Healthy, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_budget_each_criterion_has_its_own_level() =>
        Assert.Equal(0.10, ErrorRates.Of(SampleWeek.Runbook, SampleWeek.Passing()).RefusedAtMost, 12);

    [Fact]
    public void No_rate_is_above_one_and_nothing_judged_has_none()
    {
        var one = ErrorRates.Of(SampleWeek.Runbook, SampleWeek.Passing()).Statistical[0];
        Assert.Equal(1, new ErrorRates(0, [.. Enumerable.Repeat(one, 30)], null).RefusedAtMost);
        Assert.Equal(1, new ErrorRates(0, [.. Enumerable.Repeat(one, 30)], null).WronglyFailedAtMost);
        var none = ErrorRates.Of(Budgeted(0.02), []);
        Assert.Equal((0, 0, 0), (none.RefusedAtMost, none.MissedAtMost, none.WronglyFailedAtMost));
    }

    [Theory]
    [InlineData(StatisticKind.Percentile, null, true)]
    [InlineData(StatisticKind.Value, MetricShape.Proportion, true)]
    [InlineData(StatisticKind.Value, MetricShape.Estimate, true)]
    [InlineData(StatisticKind.Value, MetricShape.Scalar, false)]
    [InlineData(StatisticKind.Samples, MetricShape.Proportion, false)]
    [InlineData(StatisticKind.Max, MetricShape.Distribution, false)]
    [InlineData(StatisticKind.Mean, MetricShape.Distribution, false)]
    [InlineData(StatisticKind.Value, null, false)]
    public void Only_what_compares_a_bound_is_statistical(StatisticKind kind, MetricShape? shape, bool expected)
    {
        var runbook = SampleWeek.Runbook with { Metrics = shape is { } known ? [new MetricDefinition("m", known, Dimension.Ratio, "M.", Nowhere)] : [] };
        Assert.Equal(expected, ErrorRates.IsStatistical(Criterion(Comparison.Less, new Quantity(1, Unit.Percent), kind), runbook));
    }

    /// <summary>The promise, by the binomial distribution itself: what is as good as said is refused no more often, and what is at the limit passes no more often than said.</summary>
    [Theory]
    [InlineData(300, 0.01, 0.95, 0.02)]
    [InlineData(3_000, 0.01, 0.95, 0.001)]
    [InlineData(50_000, 0.001, 0.99, 0.0005)]
    [InlineData(700, 0.5, 0.9, 0.01)]
    public void A_share_as_good_as_said_is_refused_no_more_often_and_the_limit_passes_no_more_often(long trials, double limit, double confidence, double risk)
    {
        var most = RiskOf.MostHits(trials, limit, confidence)!.Value;
        var share = RiskOf.LargestShare(most, trials, risk);

        Assert.InRange(Binomial.AtLeast(most + 1, trials, share), risk * 0.999, risk);
        Assert.InRange(share, 0, limit);
        Assert.True(Binomial.AtMost(most, trials, limit) <= 1 - confidence, "the limit passes too often");
        Assert.True(Binomial.AtMost(most + 1, trials, limit) > 1 - confidence, "one hit more would still have passed");
    }

    [Fact]
    public void The_figures_of_the_page_on_decisions_are_these()
    {
        Assert.Equal((0.035, 0.054), (Math.Round(Binomial.AtMost(20, 3_000, 0.01), 3), Math.Round(Binomial.AtMost(21, 3_000, 0.01), 3)));
        Assert.Equal(20, RiskOf.MostHits(3_000, 0.01, 0.95));
        Assert.Equal(0.003212, RiskOf.LargestShare(20, 3_000, 0.001), 6);
    }

    [Fact]
    public void Too_few_trials_leave_no_hit_to_bear() => Assert.Null(RiskOf.MostHits(298, 0.01, 0.95));

    [Fact]
    public void The_fewest_trials_leave_none() => Assert.Equal(0, RiskOf.MostHits(299, 0.01, 0.95));

    [Theory]
    [InlineData(Comparison.Less, 3_000, "at most 0.3212 % of the samples above 300 ms")]
    [InlineData(Comparison.GreaterOrEqual, 3_000, "at most 97.93 % of the samples below 300 ms")]
    [InlineData(Comparison.Less, 200, "none: too few samples for a bound")]
    [InlineData(Comparison.Less, 0, "not known: nothing was measured")]
    public void A_percentile_says_what_share_may_lie_beyond(Comparison comparison, long samples, string expected)
    {
        var criterion = Criterion(comparison, new Quantity(300, Unit.Millisecond), StatisticKind.Percentile, 99);
        Assert.Equal(expected, RiskOf.Criterion("g", Verdict(criterion, samples), MetricShape.Distribution, 0.001).Healthy);
    }

    [Fact]
    public void What_may_be_missed_is_bounded_by_the_worst_criterion()
    {
        var rates = ErrorRates.Of(Budgeted(0.02), SampleWeek.Passing());
        Assert.Equal(0.2, (rates with { Statistical = [rates.Statistical[0] with { MissedAtMost = 0.2 }, rates.Statistical[1]] }).MissedAtMost);
    }

    [Fact]
    public void One_empty_measurement_of_several_says_nothing_and_one_sample_says_something()
    {
        var criterion = Criterion(Comparison.Less, new Quantity(300, Unit.Millisecond), StatisticKind.Percentile, 50);
        Assert.Equal("not known: nothing was measured", HealthyOf(7, 0));
        Assert.NotEqual("not known: nothing was measured", HealthyOf(1));
        string HealthyOf(params long[] samples) => RiskOf.Criterion("g", Verdict(criterion, 7) with { SamplesOfEach = samples }, MetricShape.Distribution, 0.001).Healthy;
    }

    [Theory]
    [InlineData(298, "none: too few samples for a bound")]
    [InlineData(299, "at most 0.0003346 % of the samples below 300 ms")]
    public void A_low_percentile_needs_as_many_samples_as_its_complement(long samples, string expected)
    {
        var criterion = Criterion(Comparison.GreaterOrEqual, new Quantity(300, Unit.Millisecond), StatisticKind.Percentile, 1);
        Assert.Equal(expected, RiskOf.Criterion("g", Verdict(criterion, samples), MetricShape.Distribution, 0.001).Healthy);
    }

    [Fact]
    public void Of_several_measurements_the_one_that_asks_most_counts()
    {
        var criterion = Criterion(Comparison.Less, new Quantity(300, Unit.Millisecond), StatisticKind.Percentile, 99);
        var healthy = RiskOf.Criterion("g", Verdict(criterion, 3_000) with { SamplesOfEach = [3_000, 400, 50_000] }, null, 0.001).Healthy;
        Assert.Equal(RiskOf.Criterion("g", Verdict(criterion, 400), null, 0.001).Healthy, healthy);
        Assert.StartsWith("none", RiskOf.Criterion("g", Verdict(criterion, 3_000) with { SamplesOfEach = [3_000, 10] }, null, 0.001).Healthy, StringComparison.Ordinal);
        Assert.StartsWith("not known", RiskOf.Criterion("g", Verdict(criterion, 3_000) with { SamplesOfEach = [] }, null, 0.001).Healthy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Comparison.LessOrEqual, 1, "at most 0.3212 %")]
    [InlineData(Comparison.GreaterOrEqual, 99, "at least 99.68 %")]
    public void A_proportion_says_how_good_it_must_be(Comparison comparison, double limit, string expected) => Assert.Equal(
        expected, RiskOf.Criterion("g", Verdict(Criterion(comparison, new Quantity(limit, Unit.Percent), StatisticKind.Value), 3_000), MetricShape.Proportion, 0.001).Healthy);

    [Theory]
    [InlineData(Comparison.Less, "at most 14.24 KB, if the error of the estimate is about normal")]
    [InlineData(Comparison.Greater, "at least 25.76 KB, if the error of the estimate is about normal")]
    public void An_estimate_says_how_far_from_the_limit_it_must_lie(Comparison comparison, string expected)
    {
        var criterion = Criterion(comparison, new Quantity(20, Unit.Kilobyte), StatisticKind.Value);
        var verdict = Verdict(criterion, 8) with { Lower = new Quantity(8_000, Unit.Byte), Upper = new Quantity(12_000, Unit.Byte) };
        // 95 % of a normal lie below 1.645 deviations, 99.9 % below 3.09; half the interval of 4 KB is 1.645 of them.
        Assert.Equal(expected, RiskOf.Criterion("g", verdict, MetricShape.Estimate, 0.001).Healthy);
    }

    [Fact]
    public void An_estimate_without_bounds_or_with_empty_ones_says_nothing()
    {
        var criterion = Criterion(Comparison.Less, new Quantity(20, Unit.Kilobyte), StatisticKind.Value);
        var bounded = Verdict(criterion, 8) with { Lower = new Quantity(8, Unit.Kilobyte), Upper = new Quantity(12, Unit.Kilobyte) };
        CriterionVerdict[] open = [Verdict(criterion, 8), bounded with { Lower = null }, bounded with { Upper = null }, bounded with { Criterion = criterion with { Confidence = 0.5 } }];
        Assert.All(open, verdict => Assert.StartsWith("not known: the measurement gave no bounds", RiskOf.Criterion("g", verdict, MetricShape.Estimate, 0.001).Healthy, StringComparison.Ordinal));
    }

    private static Runbook Budgeted(double refused) => SampleWeek.Runbook with { Decision = SampleWeek.Rules() with { ErrorBudget = new ErrorBudget(refused, 0.05) } };

    private static CriterionVerdict Verdict(Criterion criterion, long samples) => new(criterion, Readiness.Judging.Verdict.Passed, criterion.Threshold, null, null, samples, "", [1]);

    private static Criterion Criterion(Comparison comparison, Quantity threshold, StatisticKind kind, double percentile = 0) =>
        new("", "m", new Statistic(kind, percentile), comparison, threshold, 0.95, Nowhere);
}
