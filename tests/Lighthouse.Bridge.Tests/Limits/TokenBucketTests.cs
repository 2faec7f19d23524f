using Lighthouse.Bridge.Limits;

namespace Lighthouse.Bridge.Tests.Limits;

public sealed class TokenBucketTests
{
    [Fact]
    public void It_gives_its_burst_and_then_one_for_each_refill()
    {
        var bucket = new TokenBucket(3, 10, 0);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(bucket.Take(0)));
        Assert.Equal(TimeSpan.FromSeconds(6), bucket.Take(0));
        Assert.NotNull(bucket.Take(5_999));
        Assert.Null(bucket.Take(6_000));
        Assert.NotNull(bucket.Take(6_000));
    }

    [Fact]
    public void However_it_is_asked_it_never_gives_more_than_burst_and_refill()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var bucket = new TokenBucket(3, 20, 0);
        var (now, given) = (0L, 0);
        while (now < 600_000)
        {
            now += random.Next(0, 2_000);
            if (bucket.Take(now) is null) given++;
            Assert.True(given <= 3 + (now / 3_000.0) + 1e-6, $"seed {seed}: {given} given in {now} ms");
        }
    }

    [Fact]
    public void A_clock_that_goes_back_gives_nothing()
    {
        var bucket = new TokenBucket(1, 60, 10_000);
        Assert.Null(bucket.Take(10_000));
        Assert.NotNull(bucket.Take(5_000));
        Assert.NotNull(bucket.Take(10_500));
        Assert.Null(bucket.Take(11_000));
    }

    [Fact]
    public void It_is_full_again_when_all_has_come_back()
    {
        var bucket = new TokenBucket(3, 60, 0);
        bucket.Take(0);
        Assert.False(bucket.IsFull(999));
        Assert.True(bucket.IsFull(1_000));
    }
}
