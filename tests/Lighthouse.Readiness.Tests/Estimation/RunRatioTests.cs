using Lighthouse.Readiness.Estimation;
using Xunit;

namespace Lighthouse.Readiness.Tests.Estimation;

public sealed class RunRatioTests
{
    [Fact]
    public void Twice_as_large_is_two()
    {
        var ratio = RunRatio.Of([2, 4, 6, 8, 10], [1, 2, 3, 4, 5], 0.9);
        Assert.Equal(2, ratio.Value.Value, 1e-9);
        Assert.True(ratio.Lower!.Value.Value <= 2 && ratio.Upper!.Value.Value >= 2);
        Assert.Equal(5, ratio.Samples);
    }

    [Fact]
    public void Two_runs_have_a_ratio_and_no_bounds()
    {
        var ratio = RunRatio.Of([2, 2], [1, 1], 0.95);
        Assert.Equal(2, ratio.Value.Value);
        Assert.Null(ratio.Lower);
        Assert.Null(ratio.Upper);
    }

    [Fact]
    public void The_other_way_round_is_the_inverse()
    {
        double[] one = [1.1, 1.4, 0.9, 1.3, 1.2, 1.05], other = [2.1, 1.9, 2.4, 2.2, 1.8, 2.6];
        var (there, back) = (RunRatio.Of(one, other, 0.95), RunRatio.Of(other, one, 0.95));
        Assert.Equal(1 / there.Upper!.Value.Value, back.Lower!.Value.Value, 1e-9);
        Assert.Equal(1 / there.Lower!.Value.Value, back.Upper!.Value.Value, 1e-9);
    }

    [Fact]
    public void A_tie_proves_nothing()
    {
        double[] same = [1, 1, 1, 1, 1, 1, 1, 1];
        Assert.Equal(1, RunRatio.ChanceOfAtMost(same, same, 1));
    }

    [Theory]
    [InlineData(new double[] { }, new double[] { 1 })]
    [InlineData(new double[] { 1 }, new double[] { 0 })]
    [InlineData(new double[] { double.NaN }, new double[] { 1 })]
    [InlineData(new double[] { -1 }, new double[] { 1 })]
    [InlineData(new double[] { double.PositiveInfinity }, new double[] { 1 })]
    public void What_has_no_ratio_is_refused(double[] candidate, double[] baseline) =>
        Assert.Contains("LH1013", Assert.Throws<ArgumentException>(() => RunRatio.Of(candidate, baseline, 0.95)).Message);

    [Theory]
    [InlineData(6, 6)]
    [InlineData(8, 5)]
    public void The_true_ratio_lies_within_a_bound_at_least_as_often_as_its_level_says(int first, int second)
    {
        const int Rounds = 2000;
        const double True = 1.3;
        var random = new Random(417);
        var (above, below) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            // Skewed, as latencies are.
            double[] candidate = [.. Enumerable.Range(0, first).Select(_ => True * Math.Exp(random.NextDouble() * random.NextDouble()))];
            double[] baseline = [.. Enumerable.Range(0, second).Select(_ => Math.Exp(random.NextDouble() * random.NextDouble()))];
            var ratio = RunRatio.Of(candidate, baseline, 0.95);
            above += ratio.Upper!.Value.Value < True ? 1 : 0;
            below += ratio.Lower!.Value.Value > True ? 1 : 0;
        }

        // Five in a hundred, and three standard deviations of chance.
        Assert.InRange(above, 0, 130);
        Assert.InRange(below, 0, 130);
    }
}
