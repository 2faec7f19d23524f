using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Quantities;
using Xunit;

namespace Lighthouse.Readiness.Tests.Estimation;

public sealed class PercentileSummaryTests
{
    private static readonly double[] Kept = [50, 75, 95, 99];

    [Fact]
    public void A_percentile_that_was_not_kept_is_none() => Assert.Null(Of([1, 2, 3]).Estimate(90, 0.95));

    [Fact]
    public void Too_few_numbers_give_no_upper_bound() => Assert.Null(Of([.. Enumerable.Range(1, 298).Select(one => (double)one)]).Estimate(99, 0.95)!.Upper);

    [Fact]
    public void The_largest_of_enough_numbers_is_an_upper_bound_for_the_slowest_in_a_hundred() =>
        Assert.Equal(299, Of([.. Enumerable.Range(1, 299).Select(one => (double)one)]).Estimate(99, 0.95)!.Upper!.Value.Value);

    [Fact]
    public void Rounding_widens_the_bounds_to_both_sides()
    {
        var exact = Of([.. Enumerable.Range(1, 1000).Select(one => (double)one)]);
        var (plain, rounded) = (exact.Estimate(95, 0.95)!, (exact with { RelativeError = 0.05, AbsoluteError = 0.5 }).Estimate(95, 0.95)!);
        Assert.Equal((plain.Upper!.Value.Value * 1.05) + 0.5, rounded.Upper!.Value.Value, 1e-9);
        Assert.Equal((plain.Lower!.Value.Value * 0.95) - 0.5, rounded.Lower!.Value.Value, 1e-9);
    }

    [Theory]
    [InlineData(95)]
    [InlineData(99)]
    public void The_true_percentile_lies_within_a_bound_at_least_as_often_as_its_level_says(double percentile)
    {
        const int Rounds = 1000;
        var truth = -Math.Log(1 - (percentile / 100));
        var random = new Random(417);
        var (above, below) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var estimate = Of([.. Enumerable.Range(0, 400).Select(_ => -Math.Log(1 - random.NextDouble()))]).Estimate(percentile, 0.95)!;
            above += estimate.Upper!.Value.Value < truth ? 1 : 0;
            below += estimate.Lower!.Value.Value > truth ? 1 : 0;
        }

        Assert.InRange(above, 0, 71);
        Assert.InRange(below, 0, 71);
    }

    private static PercentileSummary Of(double[] numbers)
    {
        var ascending = numbers.Order().ToArray();
        return new PercentileSummary(
            Unit.Millisecond, ascending.Length,
            [(0, ascending[0]), .. Kept.Select(kept => (kept, ascending[(int)Math.Ceiling(kept * ascending.Length / 100) - 1])), (100, ascending[^1])]);
    }
}
