using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Quantities;
using Xunit;

namespace Lighthouse.Readiness.Tests.Estimation;

public sealed class RobustSlopeTests
{
    [Fact]
    public void A_line_has_its_slope_and_no_width()
    {
        var slope = RobustSlope.Of([.. Enumerable.Range(0, 8).Select(at => ((double)at, 3.0 * at))], Unit.Kilobyte, 0.95);
        Assert.Equal((3, 3, 3), (slope.Value.Value, slope.Lower!.Value.Value, slope.Upper!.Value.Value));
        Assert.Equal((Unit.Kilobyte, 0.95, 8), (slope.Value.Unit, slope.Confidence, slope.Samples));
    }

    [Fact]
    public void One_reading_that_is_far_off_bends_nothing()
    {
        var slope = RobustSlope.Of([.. Enumerable.Range(0, 9).Select(at => ((double)at, at == 8 ? 1e9 : 2.0 * at))], Unit.Kilobyte, 0.95);
        Assert.Equal(2, slope.Value.Value);
    }

    [Fact]
    public void A_healthy_sawtooth_does_not_grow()
    {
        // Rises for five readings and falls back, forty readings long.
        var slope = RobustSlope.Of([.. Enumerable.Range(0, 40).Select(at => ((double)at, 100.0 * (at % 5)))], Unit.Kilobyte, 0.95);
        Assert.True(slope.Lower!.Value.Value <= 0, $"{slope}");
        Assert.True(slope.Upper!.Value.Value < 10, $"{slope}");
    }

    [Fact]
    public void A_slow_leak_under_a_sawtooth_is_seen()
    {
        var slope = RobustSlope.Of([.. Enumerable.Range(0, 40).Select(at => ((double)at, (100.0 * (at % 5)) + (20.0 * at)))], Unit.Kilobyte, 0.95);
        Assert.True(slope.Lower!.Value.Value > 10, $"{slope}");
    }

    [Fact]
    public void Three_readings_have_a_slope_and_no_bound()
    {
        var slope = RobustSlope.Of([(0, 0), (1, 1), (2, 2)], Unit.Kilobyte, 0.95);
        Assert.Equal(1, slope.Value.Value);
        Assert.Null(slope.Lower);
        Assert.Null(slope.Upper);
    }

    [Fact]
    public void The_order_in_which_readings_are_given_does_not_matter() => Assert.Equal(
        RobustSlope.Of([(0, 0), (1, 2), (2, 3), (3, 9)], Unit.Kilobyte, 0.9), RobustSlope.Of([(3, 9), (1, 2), (0, 0), (2, 3)], Unit.Kilobyte, 0.9));

    [Theory]
    [InlineData(1)]
    [InlineData(RobustSlope.MostReadings + 1)]
    public void Too_few_and_too_many_are_refused(int readings) => Assert.Contains("LH1012", Assert.Throws<ArgumentException>(
        () => RobustSlope.Of([.. Enumerable.Range(0, readings).Select(at => ((double)at, 0.0))], Unit.Kilobyte, 0.95)).Message);

    [Fact]
    public void Two_readings_at_one_place_are_refused() =>
        Assert.Contains("LH1012", Assert.Throws<ArgumentException>(() => RobustSlope.Of([(1, 1), (1, 2)], Unit.Kilobyte, 0.95)).Message);

    [Fact]
    public void A_confidence_that_says_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RobustSlope.Of([(1, 1), (2, 2)], Unit.Kilobyte, 0.4));

    // The numbers of permutations by inversions are the Mahonian numbers (OEIS A008302).
    [Theory]
    [InlineData(1, new double[] { 1 })]
    [InlineData(2, new double[] { 1, 1 })]
    [InlineData(4, new double[] { 1, 3, 5, 6, 5, 3, 1 })]
    [InlineData(5, new double[] { 1, 4, 9, 15, 20, 22, 20, 15, 9, 4, 1 })]
    public void Inversions_of_a_random_order_are_counted_right(int length, double[] counts)
    {
        var total = counts.Sum();
        Assert.Equal(counts.Select(count => count / total), RobustSlope.Inversions(length), (expected, actual) => Math.Abs(expected - actual) < 1e-12);
    }

    [Fact]
    public void The_most_readings_have_finite_chances_that_add_up() => Assert.Equal(1, RobustSlope.Inversions(RobustSlope.MostReadings).Sum(), 1e-9);

    [Theory]
    [InlineData(6)]
    [InlineData(20)]
    public void The_true_slope_lies_within_a_bound_at_least_as_often_as_its_level_says(int readings)
    {
        const int Rounds = 1000;
        var random = new Random(417);
        var (missedAbove, missedBelow) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var slope = RobustSlope.Of([.. Enumerable.Range(0, readings).Select(at => ((double)at, (2.0 * at) + (10 * random.NextDouble())))], Unit.Kilobyte, 0.95);
            missedAbove += slope.Upper!.Value.Value < 2 ? 1 : 0;
            missedBelow += slope.Lower!.Value.Value > 2 ? 1 : 0;
        }

        // Five in a hundred, and three standard deviations of chance.
        Assert.InRange(missedAbove, 0, 71);
        Assert.InRange(missedBelow, 0, 71);
    }
}
