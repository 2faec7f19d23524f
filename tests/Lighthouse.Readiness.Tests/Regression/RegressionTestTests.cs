using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Regression;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Regression;

public sealed class RegressionTestTests
{
    private static readonly RegressionRules Rules = new(0.05, 0.15, 0.05);
    private static readonly double[] Usual = [1.00, 1.01, 0.99, 1.02, 0.98, 1.005, 0.995, 1.015];

    [Theory]
    [InlineData(1.0, ComparisonOutcome.NotProvenWorse)]
    [InlineData(1.04, ComparisonOutcome.NotProvenWorse)]
    [InlineData(1.12, ComparisonOutcome.Investigate)]
    [InlineData(1.5, ComparisonOutcome.Blocks)]
    [InlineData(0.8, ComparisonOutcome.Better)]
    public void A_longer_time_is_worse(double factor, ComparisonOutcome expected) =>
        Assert.Equal(expected, Single(Unit.Millisecond, factor).Outcome);

    [Theory]
    [InlineData(1 / 1.5, ComparisonOutcome.Blocks)]
    [InlineData(1.5, ComparisonOutcome.Better)]
    public void Less_of_a_rate_is_worse(double factor, ComparisonOutcome expected)
    {
        var compared = Single(Unit.PerSecond, factor);
        Assert.Equal(expected, compared.Outcome);
        Assert.Equal(1 / factor, compared.Worsening!.Value.Value, 0.05);
    }

    [Fact]
    public void Units_of_one_dimension_are_the_same_figure()
    {
        var compared = RegressionTest.Compare([new("a", Unit.Second, [.. Usual.Select(run => run / 1000)])], [new("a", Unit.Millisecond, Usual)], Rules);
        Assert.Equal(1, Assert.Single(compared).Worsening!.Value.Value, 0.02);
    }

    [Fact]
    public void A_figure_of_one_side_only_is_unknown_and_not_passed_over()
    {
        var compared = RegressionTest.Compare([new("new", Unit.Millisecond, Usual)], [new("old", Unit.Millisecond, Usual)], Rules);
        Assert.Equal([("new", ComparisonOutcome.Unknown), ("old", ComparisonOutcome.Unknown)], compared.Select(one => (one.Metric, one.Outcome)));
    }

    [Fact]
    public void A_figure_that_became_another_thing_is_unknown() => Assert.Equal(
        ComparisonOutcome.Unknown, Assert.Single(RegressionTest.Compare([new("a", Unit.Millisecond, Usual)], [new("a", Unit.PerSecond, Usual)], Rules)).Outcome);

    [Fact]
    public void Few_runs_prove_nothing_however_far_apart() => Assert.Equal(
        ComparisonOutcome.NotProvenWorse, Assert.Single(RegressionTest.Compare([new("a", Unit.Millisecond, [90, 91])], [new("a", Unit.Millisecond, [1, 2])], Rules)).Outcome);

    [Fact]
    public void Where_nothing_changed_any_of_many_figures_is_called_worse_in_at_most_the_stated_share()
    {
        const int Rounds = 400, Figures = 12;
        var random = new Random(417);
        var wrong = 0;
        // As strict as can be: any worsening counts, so that the true ratio lies on the edge of what is tested.
        var strict = new RegressionRules(1e-12, 1e-12, 0.05);
        for (var round = 0; round < Rounds; round++)
        {
            var compared = RegressionTest.Compare(Many(random, Figures), Many(random, Figures), strict);
            wrong += compared.Any(one => one.Outcome is ComparisonOutcome.Blocks or ComparisonOutcome.Investigate) ? 1 : 0;
        }

        // Five in a hundred, and three standard deviations of chance.
        Assert.InRange(wrong, 0, 33);
    }

    [Fact]
    public void A_yardstick_that_moved_either_way_is_told()
    {
        MetricRuns Yardstick(double factor) => new("runs.yardstick.computing", Unit.Millisecond, [.. Usual.Select(run => run * factor)]);
        Assert.Null(RegressionTest.Drift([Yardstick(1)], [Yardstick(1)], Rules));
        Assert.Contains("LH3802", RegressionTest.Drift([Yardstick(1.3)], [Yardstick(1)], Rules), StringComparison.Ordinal);
        Assert.Contains("LH3802", RegressionTest.Drift([Yardstick(0.7)], [Yardstick(1)], Rules), StringComparison.Ordinal);
        Assert.Contains("LH3802", RegressionTest.Drift([], [Yardstick(1)], Rules), StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_are_the_runbooks()
    {
        var (gate, rules) = RegressionRules.Find(Runbooks.Week2.Read())!.Value;
        Assert.Equal(("no-regression", Rules), (gate.Id, rules));
        var conditions = RegressionRules.Conditions(gate.Sizes[Profile.Standard]);
        Assert.DoesNotContain("runs", conditions.Keys);
        Assert.DoesNotContain("block", conditions.Keys);
        Assert.Equal(conditions, RegressionRules.Conditions(gate.Sizes[Profile.Full]));
    }

    [Fact]
    public void Rules_that_contradict_each_other_are_refused() => Assert.Contains("LH3801", Assert.Throws<ArgumentException>(() => RegressionRules.Of(new GateSizes(
        new Dictionary<string, Quantity> { ["investigate"] = new(20, Unit.Percent), ["block"] = new(10, Unit.Percent), ["error_rate"] = new(5, Unit.Percent) }))).Message);

    private static MetricComparison Single(Unit unit, double factor) =>
        Assert.Single(RegressionTest.Compare([new("a", unit, [.. Usual.Select(run => run * factor)])], [new("a", unit, Usual)], Rules));

    private static List<MetricRuns> Many(Random random, int figures) =>
        [.. Enumerable.Range(0, figures).Select(figure => new MetricRuns($"figure_{figure}", Unit.Millisecond, [.. Enumerable.Range(0, 8).Select(_ => 1 + random.NextDouble())]))];
}
