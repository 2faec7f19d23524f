using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Xunit;

namespace Lighthouse.Readiness.Tests.Evidence;

public sealed class DistributionTests
{
    private static readonly Distribution Three = new(Unit.Millisecond, [new Bucket(5, 1), new Bucket(1, 1), new Bucket(5, 1)]);

    [Fact]
    public void Buckets_are_put_in_order_and_equal_ones_added_up()
    {
        Assert.Equal([new Bucket(1, 1), new Bucket(5, 2)], Three.Buckets);
        Assert.Equal(3, Three.Count);
    }

    [Fact]
    public void The_number_at_a_rank_counts_from_the_smallest() =>
        Assert.Equal([1, 5, 5], new long[] { 1, 2, 3 }.Select(rank => Three.AtRank(rank).Value));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void There_is_no_rank_outside(long rank) => Assert.Throws<ArgumentOutOfRangeException>(() => Three.AtRank(rank));

    [Fact]
    public void The_mean_weighs_by_count() => Assert.Equal(11 / 3.0, Three.Mean().Value, 1e-12);

    [Fact]
    public void Nothing_has_no_mean() => Assert.Throws<InvalidOperationException>(() => new Distribution(Unit.Second, []).Mean());

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    public void A_bucket_that_cannot_be_is_refused(double value, long count) =>
        Assert.Throws<ArgumentException>(() => new Distribution(Unit.Second, [new Bucket(value, count)]));

    [Fact]
    public void Counts_that_no_number_holds_are_refused() =>
        Assert.Throws<OverflowException>(() => new Distribution(Unit.Second, [new Bucket(1, long.MaxValue), new Bucket(2, 1)]));
}
