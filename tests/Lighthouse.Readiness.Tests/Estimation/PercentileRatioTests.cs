using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Xunit;

namespace Lighthouse.Readiness.Tests.Estimation;

public sealed class PercentileRatioTests
{
    [Fact]
    public void Half_the_time_is_half_the_ratio_whatever_the_units()
    {
        var ratio = PercentileRatio.Of(Many(Unit.Millisecond, (5, 1000)), Many(Unit.Microsecond, (10_000, 1000)), 50, 0.95);
        Assert.Equal((0.5, 0.5, 0.5), (ratio.Value.Value, ratio.Lower!.Value.Value, ratio.Upper!.Value.Value));
        Assert.Equal((Unit.Ratio, 0.95, 1000), (ratio.Value.Unit, ratio.Confidence, ratio.Samples));
    }

    [Fact]
    public void Too_few_samples_for_a_percentile_have_no_bound_above()
    {
        var ratio = PercentileRatio.Of(Many(Unit.Millisecond, (5, 200)), Many(Unit.Millisecond, (5, 200)), 99, 0.95);
        Assert.Equal(1, ratio.Value.Value);
        Assert.Null(ratio.Upper);
        Assert.Null(ratio.Lower);
    }

    [Fact]
    public void A_baseline_that_may_be_zero_has_no_bound_above()
    {
        var ratio = PercentileRatio.Of(Many(Unit.Millisecond, (5, 100)), Many(Unit.Millisecond, (0, 45), (5, 55)), 50, 0.95);
        Assert.Equal(1, ratio.Value.Value);
        Assert.NotNull(ratio.Lower);
        Assert.Null(ratio.Upper);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Nothing_has_no_ratio(int candidates, int baselines) => Assert.Contains("LH1011", Assert.Throws<ArgumentException>(() => PercentileRatio.Of(
        Many(Unit.Millisecond, [.. Enumerable.Repeat((5.0, 1L), candidates)]), Many(Unit.Millisecond, [.. Enumerable.Repeat((5.0, 1L), baselines)]), 50, 0.95)).Message);

    [Fact]
    public void A_baseline_of_zero_has_no_ratio() => Assert.Contains(
        "LH1011", Assert.Throws<ArgumentException>(() => PercentileRatio.Of(Many(Unit.Millisecond, (5, 10)), Many(Unit.Millisecond, (0, 10)), 50, 0.95)).Message);

    [Fact]
    public void A_confidence_that_says_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PercentileRatio.Of(Many(Unit.Millisecond, (5, 10)), Many(Unit.Millisecond, (5, 10)), 50, 1));

    [Theory]
    [InlineData(50)]
    [InlineData(90)]
    public void The_true_ratio_lies_within_a_bound_at_least_as_often_as_its_level_says(double percentile)
    {
        const int Rounds = 400;
        const int Samples = 300;
        var random = new Random(417);
        var (missedAbove, missedBelow) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            // Exponential times, the candidate's twice as long: so is every percentile.
            var ratio = PercentileRatio.Of(Exponential(random, 2, Samples), Exponential(random, 1, Samples), percentile, 0.95);
            missedAbove += ratio.Upper!.Value.Value < 2 ? 1 : 0;
            missedBelow += ratio.Lower!.Value.Value > 2 ? 1 : 0;
        }

        Assert.InRange(missedAbove, 0, Rounds * 0.05);
        Assert.InRange(missedBelow, 0, Rounds * 0.05);
    }

    private static Distribution Exponential(Random random, double mean, int samples) =>
        new(Unit.Millisecond, Enumerable.Range(0, samples).Select(_ => new Bucket(-mean * Math.Log(1 - random.NextDouble()), 1)));

    private static Distribution Many(Unit unit, params (double Value, long Count)[] buckets) => new(unit, buckets.Select(one => new Bucket(one.Value, one.Count)));
}
