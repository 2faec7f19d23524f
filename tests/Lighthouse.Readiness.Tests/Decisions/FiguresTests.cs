using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Decisions;

public sealed class FiguresTests
{
    private static CriterionVerdict Judged(Statistic statistic, Quantity? point, Quantity? lower = null, Quantity? upper = null) => new(
        new Criterion("", "a.b", statistic, Comparison.Less, new Quantity(300, Unit.Millisecond), 0.95, default),
        Verdict.Passed, point, lower, upper, 12_400, "", [1]);

    private static Quantity Ms(double value) => new(value, Unit.Millisecond);

    [Fact]
    public void A_measured_number_shows_interval_and_samples() =>
        Assert.Equal("41 ms (38..46, n=12,400)", Figures.Measured(Judged(new Statistic(StatisticKind.Percentile, 99), Ms(41), Ms(38), Ms(46))));

    [Fact]
    public void Bounds_are_written_in_the_unit_of_the_point() =>
        Assert.Equal("41 ms (..46, n=12,400)", Figures.Measured(Judged(new Statistic(StatisticKind.Percentile, 99), Ms(41), null, new Quantity(0.046, Unit.Second))));

    [Fact]
    public void A_bound_that_is_missing_above_stays_open() =>
        Assert.Equal("41 ms (38.., n=12,400)", Figures.Measured(Judged(new Statistic(StatisticKind.Percentile, 99), Ms(41), Ms(38))));

    [Fact]
    public void A_bound_of_another_dimension_keeps_its_unit() =>
        Assert.Equal("41 ms (2 B.., n=12,400)", Figures.Measured(Judged(new Statistic(StatisticKind.Percentile, 99), Ms(41), new Quantity(2, Unit.Byte))));

    [Fact]
    public void A_number_of_samples_is_not_said_twice() =>
        Assert.Equal("12,400", Figures.Measured(Judged(new Statistic(StatisticKind.Samples), Quantity.Count(12_400))));

    [Fact]
    public void A_count_has_no_unit() =>
        Assert.Equal("3 (1..5, n=12,400)", Figures.Measured(Judged(default, Quantity.Count(3), Quantity.Count(1), Quantity.Count(5))));

    [Fact]
    public void What_was_not_measured_says_so() => Assert.Equal("not measured", Figures.Measured(Judged(default, null)));

    [Theory]
    [InlineData(Comparison.Less, "< 300 ms")]
    [InlineData(Comparison.LessOrEqual, "<= 300 ms")]
    [InlineData(Comparison.Equal, "== 300 ms")]
    [InlineData(Comparison.GreaterOrEqual, ">= 300 ms")]
    [InlineData(Comparison.Greater, "> 300 ms")]
    public void What_is_allowed_is_written_as_in_the_runbook(Comparison comparison, string expected) =>
        Assert.Equal(expected, Figures.Allowed(Judged(default, null).Criterion with { Comparison = comparison }));

    [Fact]
    public void A_comparison_that_does_not_exist_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Figures.Allowed(Judged(default, null).Criterion with { Comparison = (Comparison)9 }));
}
