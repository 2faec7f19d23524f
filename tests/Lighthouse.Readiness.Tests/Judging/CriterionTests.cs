using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Evidence;
using Xunit;
using static Lighthouse.Readiness.Tests.Evidence.Specimen;

namespace Lighthouse.Readiness.Tests.Judging;

public sealed class CriterionTests
{
    [Theory]
    [InlineData(Comparison.Less, 9, Verdict.Passed)]
    [InlineData(Comparison.Less, 10, Verdict.Failed)]
    [InlineData(Comparison.LessOrEqual, 10, Verdict.Passed)]
    [InlineData(Comparison.LessOrEqual, 11, Verdict.Failed)]
    [InlineData(Comparison.Equal, 10, Verdict.Passed)]
    [InlineData(Comparison.Equal, 9, Verdict.Failed)]
    [InlineData(Comparison.Equal, 11, Verdict.Failed)]
    [InlineData(Comparison.GreaterOrEqual, 10, Verdict.Passed)]
    [InlineData(Comparison.GreaterOrEqual, 9, Verdict.Failed)]
    [InlineData(Comparison.Greater, 11, Verdict.Passed)]
    [InlineData(Comparison.Greater, 10, Verdict.Failed)]
    public void A_single_number_is_compared_as_it_is(Comparison comparison, double value, Verdict verdict)
    {
        var found = Judged(CriterionOf("n", Accepted, default, comparison, Quantity.Count(10)), OfAccepted(value, 5));
        Assert.Equal(verdict, found.Verdict);
        Assert.Equal(value, found.Point!.Value.Value);
        Assert.Null(found.Lower);
        Assert.Null(found.Upper);
        Assert.Equal(5, found.Samples);
        Assert.Equal([1], found.Evidence);
    }

    [Theory]
    [InlineData(Comparison.Less, "less than 10")]
    [InlineData(Comparison.LessOrEqual, "at most 10")]
    [InlineData(Comparison.Equal, "exactly 10")]
    [InlineData(Comparison.GreaterOrEqual, "at least 10")]
    [InlineData(Comparison.Greater, "more than 10")]
    public void The_reason_says_what_is_allowed(Comparison comparison, string allowed) =>
        Assert.EndsWith($"; {allowed} is allowed.", Judged(CriterionOf("n", Accepted, default, comparison, Quantity.Count(10)), OfAccepted(10, 1)).Reason);

    [Fact]
    public void An_unknown_comparison_neither_passes_nor_fails() =>
        Assert.Equal(Verdict.Inconclusive, Judged(CriterionOf("n", Accepted, default, (Comparison)99, Quantity.Count(10)), OfAccepted(10, 1)).Verdict);

    [Fact]
    public void None_accepted_of_none_attempted_is_not_run()
    {
        var found = Judged(NoneAccepted, OfAccepted(0, 0));
        Assert.Equal(Verdict.NotRun, found.Verdict);
        Assert.Equal("nothing was attempted.", found.Reason);
    }

    [Fact]
    public void Nothing_attempted_says_why_when_that_is_known() =>
        Assert.Equal("nothing was attempted (no token).", Judged(NoneAccepted, OfAccepted(0, 0, "no token")).Reason);

    [Fact]
    public void Nothing_of_nothing_is_not_run_for_every_shape()
    {
        Assert.Equal(Verdict.NotRun, Judged(FewErrors, OfErrors(0, 0)).Verdict);
        Assert.Equal(Verdict.NotRun, Judged(P99, OfLatency(0, 0)).Verdict);
    }

    [Fact]
    public void A_metric_that_was_never_measured_is_not_run_and_named()
    {
        var found = Judge.Criterion(P99, Records([new Measured(OfErrors(0, 1000)), Passed(AnswerLatency)]));
        Assert.Equal(Verdict.NotRun, found.Verdict);
        Assert.Equal($"metric '{Latency}' was never measured.", found.Reason);
        Assert.Empty(found.Evidence);
        Assert.Null(found.Point);
    }

    [Fact]
    public void A_percentile_passes_by_its_upper_bound()
    {
        var found = Judged(P99, Latencies((41, 990), (46, 10)));
        Assert.Equal(Verdict.Passed, found.Verdict);
        Assert.Equal(new Quantity(41, Unit.Millisecond), found.Point);
        Assert.Equal(new Quantity(41, Unit.Millisecond), found.Lower);
        Assert.Equal(new Quantity(46, Unit.Millisecond), found.Upper);
        Assert.Equal("measured p99 41 ms (95 % bounds 41 ms and 46 ms, n=1,000); less than 300 ms is allowed.", found.Reason);
    }

    [Fact]
    public void A_percentile_whose_point_fits_but_whose_bound_does_not_is_open()
    {
        var found = Judged(P99, Latencies((41, 990), (460, 10)));
        Assert.Equal(Verdict.Inconclusive, found.Verdict);
        Assert.EndsWith("what is allowed lies between the bounds; more samples narrow them.", found.Reason);
    }

    [Fact]
    public void A_percentile_whose_point_misses_but_whose_bound_does_not_is_open()
    {
        var found = Judged(P99, Latencies((41, 989), (460, 11)));
        Assert.Equal(460, found.Point!.Value.Value);
        Assert.Equal(Verdict.Inconclusive, found.Verdict);
    }

    [Theory]
    [InlineData(5, Verdict.Passed)]
    [InlineData(12, Verdict.Failed)]
    public void The_samples_that_an_open_percentile_names_do_settle_it(long beyond, Verdict verdict)
    {
        var found = Judged(P99, Latencies((41, 1000 - beyond), (460, beyond)));
        Assert.Equal(Verdict.Inconclusive, found.Verdict);
        Assert.Equal(verdict == Verdict.Failed, found.Reason.Contains("the measured number itself is not allowed, but could be chance", StringComparison.Ordinal));
        var samples = long.Parse(found.Reason.Split("about ")[1].Split(' ')[0].Replace(",", ""), System.Globalization.CultureInfo.InvariantCulture);
        Assert.EndsWith("samples at this rate; had 1,000.", found.Reason);
        var then = (long)Math.Round(samples * beyond / 1000.0);
        Assert.Equal(verdict, Judged(P99, Latencies((41, samples - then), (460, then))).Verdict);
    }

    [Fact]
    public void A_percentile_fails_by_its_lower_bound() =>
        Assert.Equal(Verdict.Failed, Judged(P99, Latencies((41, 900), (460, 100))).Verdict);

    [Fact]
    public void Too_few_samples_cannot_pass_a_percentile_and_the_reason_says_how_many_are_needed()
    {
        var found = Judged(P999, OfLatency(1800, 1));
        Assert.Equal(Verdict.Inconclusive, found.Verdict);
        Assert.EndsWith("needs at least 2,995 samples; had 1,800.", found.Reason);
        Assert.Contains("1 ms and none", found.Reason);
        Assert.Null(found.Upper);
        Assert.Equal(Verdict.Passed, Judged(P999, OfLatency(2995, 1)).Verdict);
    }

    [Fact]
    public void Too_few_samples_can_still_fail_a_percentile() => Assert.Equal(Verdict.Failed, Judged(P999, OfLatency(1800, 400)).Verdict);

    [Theory]
    [InlineData(298, 500, Verdict.Inconclusive)]
    [InlineData(299, 500, Verdict.Passed)]
    [InlineData(299, 100, Verdict.Failed)]
    public void A_percentile_that_must_be_large_is_judged_from_below(long samples, double value, Verdict verdict)
    {
        var found = Judged(CriterionOf("p1", Latency, Percentile(1), Comparison.Greater, new Quantity(300, Unit.Millisecond)), OfLatency(samples, value));
        Assert.Equal(verdict, found.Verdict);
        if (verdict == Verdict.Inconclusive)
            Assert.EndsWith("needs at least 299 samples; had 298.", found.Reason);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(98, 10_000)]
    [InlineData(101, 10_000)]
    public void A_proportion_asks_for_the_same_trials_from_either_side(long hits, long trials)
    {
        var most = Judged(FewErrors, OfErrors(hits, trials));
        var least = Judged(CriterionOf("least", Errors, default, Comparison.GreaterOrEqual, new Quantity(99, Unit.Percent)), OfErrors(trials - hits, trials));
        Assert.Equal(Verdict.Inconclusive, least.Verdict);
        Assert.Equal(most.Reason.Split("; ")[^1], least.Reason.Split("; ")[^1]);
    }

    [Fact]
    public void All_that_lies_beyond_a_percentile_counts_whatever_it_was() => Assert.Equal(
        Judged(P99, Latencies((41, 988), (460, 12))).Reason.Split("is allowed; ")[1],
        Judged(P99, Latencies((41, 988), (460, 7), (480, 5))).Reason.Split("is allowed; ")[1]);

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    public void The_same_share_beyond_asks_for_the_same_samples_from_either_side(long beyond)
    {
        var fromBelow = Judged(CriterionOf("p1", Latency, Percentile(1), Comparison.Greater, new Quantity(300, Unit.Millisecond)), Latencies((41, beyond), (460, 1000 - beyond)));
        var fromAbove = Judged(P99, Latencies((41, 1000 - beyond), (460, beyond)));
        Assert.Equal(Verdict.Inconclusive, fromBelow.Verdict);
        Assert.Equal(fromAbove.Reason.Split("is allowed; ")[1], fromBelow.Reason.Split("is allowed; ")[1]);
    }

    [Theory]
    [InlineData(0, 299, Verdict.Passed)]
    [InlineData(0, 298, Verdict.Inconclusive)]
    [InlineData(1, 299, Verdict.Inconclusive)]
    [InlineData(60, 10_000, Verdict.Passed)]
    [InlineData(99, 10_000, Verdict.Inconclusive)]
    [InlineData(101, 10_000, Verdict.Inconclusive)]
    [InlineData(150, 10_000, Verdict.Failed)]
    public void A_proportion_is_judged_by_its_exact_bounds(long hits, long trials, Verdict verdict) =>
        Assert.Equal(verdict, Judged(FewErrors, OfErrors(hits, trials)).Verdict);

    [Fact]
    public void An_open_proportion_says_how_many_trials_would_settle_it()
    {
        Assert.EndsWith("needs about 299 trials at this rate; had 100.", Judged(FewErrors, OfErrors(0, 100)).Reason);
        Assert.EndsWith("not allowed, but could be chance; needs about 2,693,020 trials at this rate; had 10,000.", Judged(FewErrors, OfErrors(101, 10_000)).Reason);
    }

    [Fact]
    public void The_trials_that_it_names_do_settle_it()
    {
        var reason = Judged(FewErrors, OfErrors(8, 1000)).Reason;
        var trials = long.Parse(reason.Split("about ")[1].Split(' ')[0].Replace(",", ""), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(Verdict.Passed, Judged(FewErrors, OfErrors((long)Math.Round(trials * 0.008), trials)).Verdict);
        Assert.InRange(trials, 5_000, 10_000);
    }

    [Fact]
    public void A_rate_that_no_number_of_trials_settles_is_not_promised_one()
    {
        var exactly = CriterionOf("none", Errors, default, Comparison.Equal, new Quantity(0, Unit.Percent));
        Assert.EndsWith("more trials narrow them.", Judged(exactly, OfErrors(0, 1000)).Reason);
    }

    [Fact]
    public void A_proportion_that_must_be_large_is_judged_from_below()
    {
        var delivered = CriterionOf("delivered", Errors, default, Comparison.GreaterOrEqual, new Quantity(99.5, Unit.Percent));
        Assert.Equal(Verdict.Inconclusive, Judged(delivered, OfErrors(597, 597)).Verdict);
        Assert.Equal(Verdict.Passed, Judged(delivered, OfErrors(598, 598)).Verdict);
        Assert.Equal(Verdict.Failed, Judged(delivered, OfErrors(900, 1000)).Verdict);
    }

    [Fact]
    public void The_number_is_shown_in_the_unit_of_what_is_allowed()
    {
        var found = Judged(FewErrors, OfErrors(20, 10_000));
        Assert.Equal(Unit.Percent, found.Point!.Value.Unit);
        Assert.Equal(0.2, found.Point.Value.Value, 1e-12);
        Assert.True(found.Lower!.Value.Value < 0.2 && found.Upper!.Value.Value > 0.2);
    }

    [Theory]
    [InlineData(StatisticKind.Mean, 20)]
    [InlineData(StatisticKind.Min, 10)]
    [InlineData(StatisticKind.Max, 40)]
    public void Mean_min_and_max_are_compared_as_they_are(StatisticKind kind, double expected)
    {
        var found = Judged(CriterionOf("m", Latency, new Statistic(kind), Comparison.Less, new Quantity(0.04, Unit.Second)), Latencies((10, 2), (40, 1)));
        Assert.Equal(expected, found.Point!.Value.In(Unit.Millisecond).Value, 1e-9);
        Assert.Equal(expected < 40 ? Verdict.Passed : Verdict.Failed, found.Verdict);
    }

    [Theory]
    [InlineData(Comparison.GreaterOrEqual, 1000, Verdict.Passed)]
    [InlineData(Comparison.GreaterOrEqual, 999, Verdict.Inconclusive)]
    [InlineData(Comparison.Greater, 1001, Verdict.Passed)]
    [InlineData(Comparison.Greater, 1000, Verdict.Inconclusive)]
    [InlineData(Comparison.Equal, 1000, Verdict.Passed)]
    [InlineData(Comparison.Equal, 999, Verdict.Inconclusive)]
    [InlineData(Comparison.Equal, 1001, Verdict.Failed)]
    [InlineData(Comparison.LessOrEqual, 1001, Verdict.Failed)]
    [InlineData(Comparison.Less, 1000, Verdict.Failed)]
    [InlineData(Comparison.Less, 999, Verdict.Passed)]
    public void Fewer_samples_than_demanded_leave_it_open(Comparison comparison, long samples, Verdict verdict)
    {
        var criterion = CriterionOf("n", Errors, new Statistic(StatisticKind.Samples), comparison, Quantity.Count(1000));
        Assert.Equal(verdict, Judged(criterion, OfErrors(0, samples)).Verdict);
        Assert.Equal(verdict, Judged(criterion with { Metric = Latency }, OfLatency(samples, 1)).Verdict);
        Assert.Equal(verdict, Judged(criterion with { Metric = Accepted }, OfAccepted(0, samples)).Verdict);
    }

    [Fact]
    public void The_missing_samples_are_counted() => Assert.EndsWith(
        "needs at least 1,000 samples; 200 are missing.",
        Judged(CriterionOf("n", Errors, new Statistic(StatisticKind.Samples), Comparison.GreaterOrEqual, Quantity.Count(1000)), OfErrors(0, 800)).Reason);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_doubted_number_neither_passes_nor_fails(double accepted)
    {
        var found = Judged(NoneAccepted, OfAccepted(accepted, 4000, "the generator ran late", "the control failed"));
        Assert.Equal(Verdict.Inconclusive, found.Verdict);
        Assert.Contains("the generator ran late; the control failed", found.Reason);
    }

    [Fact]
    public void An_observation_without_the_number_asked_for_is_not_run()
    {
        StatisticKind[] ofMany = [StatisticKind.Percentile, StatisticKind.Mean, StatisticKind.Min, StatisticKind.Max];
        foreach (var kind in ofMany)
        {
            Assert.Equal(Verdict.NotRun, Judged(NoneAccepted with { Statistic = new Statistic(kind, 99) }, OfAccepted(0, 10)).Verdict);
            Assert.Equal(Verdict.NotRun, Judged(FewErrors with { Statistic = new Statistic(kind, 99) }, OfErrors(0, 1000)).Verdict);
        }

        var found = Judged(P99 with { Statistic = default }, OfLatency(1000, 1));
        Assert.Equal(Verdict.NotRun, found.Verdict);
        Assert.Equal("a distribution was recorded, which has no value.", found.Reason);
    }

    [Fact]
    public void A_number_of_another_dimension_is_not_run()
    {
        var found = Judged(NoneAccepted with { Threshold = new Quantity(0, Unit.Second) }, OfAccepted(0, 10));
        Assert.Equal(Verdict.NotRun, found.Verdict);
        Assert.Equal("a Count was recorded; a Duration is asked for.", found.Reason);
    }

    [Theory]
    [InlineData(double.NaN, 10)]
    [InlineData(double.NegativeInfinity, 10)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    public void What_is_no_number_is_not_run(double measured, double allowed) => Assert.Equal(
        Verdict.NotRun,
        Judged(CriterionOf("n", Accepted, default, Comparison.LessOrEqual, new Quantity(allowed, Unit.One)), OfAccepted(measured, 10)).Verdict);

    [Fact]
    public void A_miss_is_not_mended_by_measuring_again()
    {
        var found = Judged(NoneAccepted, OfAccepted(0, 100), OfAccepted(1, 100), OfAccepted(0, 9000));
        Assert.Equal(Verdict.Failed, found.Verdict);
        Assert.Equal([1, 2, 3], found.Evidence);
        Assert.EndsWith("This is the worst of 3 measurements.", found.Reason);
    }

    [Theory]
    [InlineData(Comparison.Less, 5)]
    [InlineData(Comparison.LessOrEqual, 5)]
    [InlineData(Comparison.Greater, 1)]
    [InlineData(Comparison.GreaterOrEqual, 1)]
    public void Among_misses_of_one_kind_the_worst_number_is_shown(Comparison comparison, double worst)
    {
        var threshold = Quantity.Count(comparison is Comparison.Less or Comparison.LessOrEqual ? 10 : 0);
        var found = Judged(CriterionOf("n", Accepted, default, comparison, threshold), OfAccepted(3, 9), OfAccepted(5, 9), OfAccepted(1, 9));
        Assert.Equal(Verdict.Passed, found.Verdict);
        Assert.Equal(worst, found.Point!.Value.Value);
    }

    private static readonly Criterion P999 = P99 with { Statistic = Percentile(99.9) };

    private static Statistic Percentile(double percentile) => new(StatisticKind.Percentile, percentile);

    private static Measurement Latencies(params (double Milliseconds, long Count)[] buckets) =>
        Of(Latency, AnswerLatency, new DistributionObservation(Many(buckets)));

    private static CriterionVerdict Judged(Criterion criterion, params Measurement[] measurements) =>
        Judge.Criterion(criterion, Specimen.Records(measurements.Select(one => new Measured(one))));
}
