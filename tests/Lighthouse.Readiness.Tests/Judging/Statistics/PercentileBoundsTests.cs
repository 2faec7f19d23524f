using Lighthouse.Readiness.Judging.Statistics;
using Xunit;

namespace Lighthouse.Readiness.Tests.Judging.Statistics;

public sealed class PercentileBoundsTests
{
    // Wilks, "Determination of sample sizes for setting tolerance limits", Ann. Math. Stat. 12 (1941): the sample sizes of first,
    // second and third order for 95/95 (59, 93, 124) and 95/99 (299, 473, 628), as tabulated in every later text.
    [Theory]
    [InlineData(95, 59, 59)]
    [InlineData(95, 93, 92)]
    [InlineData(95, 124, 122)]
    [InlineData(99, 299, 299)]
    [InlineData(99, 473, 472)]
    [InlineData(99, 628, 626)]
    public void The_upper_rank_agrees_with_Wilks(double percentile, long samples, long rank)
    {
        Assert.Equal(rank, PercentileBounds.UpperRank(percentile, samples, 0.95));
        var oneLess = PercentileBounds.UpperRank(percentile, samples - 1, 0.95);
        Assert.True(oneLess is null || oneLess == rank, $"one sample less must cost one order, not give rank {oneLess}");
    }

    [Theory]
    [InlineData(99, 0.95, 299)]
    [InlineData(99.9, 0.95, 2995)]
    [InlineData(95, 0.95, 59)]
    [InlineData(95, 0.99, 90)]
    [InlineData(99, 0.99, 459)]
    [InlineData(50, 0.95, 5)]
    [InlineData(50, 0.5, 1)]
    // Where the logarithms round: 1 - 0.1 is 0.9, and 1 - 0.68 * 0.68 is in binary a little less than 0.5376.
    [InlineData(10, 0.9, 1)]
    [InlineData(68, 0.5376, 3)]
    public void The_fewest_samples_are_the_published_ones(double percentile, double confidence, long fewest)
    {
        Assert.Equal(fewest, PercentileBounds.FewestForUpper(percentile, confidence));
        Assert.NotNull(PercentileBounds.UpperRank(percentile, fewest, confidence));
        Assert.Null(PercentileBounds.UpperRank(percentile, fewest - 1, confidence));
    }

    [Theory]
    [InlineData(1, 0.95, 299)]
    [InlineData(5, 0.95, 59)]
    [InlineData(99, 0.95, 1)]
    public void The_fewest_for_a_lower_bound_mirror_them(double percentile, double confidence, long fewest)
    {
        Assert.Equal(fewest, PercentileBounds.FewestForLower(percentile, confidence));
        Assert.NotNull(PercentileBounds.LowerRank(percentile, fewest, confidence));
        Assert.Null(PercentileBounds.LowerRank(percentile, fewest - 1, confidence));
    }

    [Theory]
    [InlineData(99.9, 1000, 999)]
    [InlineData(99, 100, 99)]
    [InlineData(99, 101, 100)]
    [InlineData(50, 1, 1)]
    [InlineData(0.1, 5, 1)]
    public void The_point_is_the_order_statistic_at_the_ceiling(double percentile, long samples, long rank) =>
        Assert.Equal(rank, PercentileBounds.Rank(percentile, samples));

    [Fact]
    public void The_bounds_of_a_percentile_mirror_those_of_its_complement()
    {
        for (var samples = 1; samples <= 700; samples += 9)
            Assert.Equal(samples + 1 - PercentileBounds.UpperRank(95, samples, 0.95), PercentileBounds.LowerRank(5, samples, 0.95));
    }

    [Theory]
    [InlineData(50, 40, 0.95)]
    [InlineData(95, 300, 0.95)]
    [InlineData(99, 700, 0.95)]
    [InlineData(99, 700, 0.80)]
    public void The_true_percentile_lies_within_a_bound_as_often_as_its_level_says(double percentile, int samples, double confidence)
    {
        const int Seed = 417;
        const int Rounds = 3000;
        var random = new Random(Seed);
        var truth = -Math.Log(1 - (percentile / 100));
        var (upper, lower) = (PercentileBounds.UpperRank(percentile, samples, confidence)!.Value, PercentileBounds.LowerRank(percentile, samples, confidence)!.Value);
        var (coveredAbove, coveredBelow) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            double[] seen = [.. Enumerable.Range(0, samples).Select(_ => -Math.Log(1 - random.NextDouble())).Order()];
            coveredAbove += seen[upper - 1] >= truth ? 1 : 0;
            coveredBelow += seen[lower - 1] <= truth ? 1 : 0;
        }

        var least = confidence - (4 * Math.Sqrt(confidence * (1 - confidence) / Rounds));
        Assert.True(coveredAbove >= least * Rounds, $"seed {Seed}: the upper bound held in {coveredAbove} of {Rounds}");
        Assert.True(coveredBelow >= least * Rounds, $"seed {Seed}: the lower bound held in {coveredBelow} of {Rounds}");
    }

    [Theory]
    [InlineData(0, 0.95)]
    [InlineData(100, 0.95)]
    [InlineData(double.NaN, 0.95)]
    [InlineData(99, 0.49)]
    [InlineData(99, 1)]
    [InlineData(99, double.NaN)]
    public void What_makes_no_sense_is_refused(double percentile, double confidence)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PercentileBounds.UpperRank(percentile, 1000, confidence));
        Assert.Throws<ArgumentOutOfRangeException>(() => PercentileBounds.LowerRank(percentile, 1000, confidence));
        Assert.Throws<ArgumentOutOfRangeException>(() => PercentileBounds.FewestForUpper(percentile, confidence));
        Assert.Throws<ArgumentOutOfRangeException>(() => PercentileBounds.FewestForLower(percentile, confidence));
    }
}
