using Lighthouse.Load.Recording;

namespace Lighthouse.Instruments.Tests.Load.Recording;

public sealed class LatencyHistogramTests
{
    private static readonly double[] s_percents = [0.1, 1, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20).Select(_ => Random.Shared.Next())];

    [Theory, MemberData(nameof(Seeds))]
    public void Percentiles_are_at_most_a_thousandth_above_the_exact_ones(int seed)
    {
        var random = new Random(seed);
        var times = RandomTimes(random, 1 + random.Next(20_000));
        var histogram = new LatencyHistogram();
        times.ForEach(histogram.Add);
        times.Sort();

        foreach (var percent in s_percents)
        {
            var exact = times[(int)Math.Ceiling((decimal)percent / 100 * times.Count) - 1];
            var measured = histogram.Percentile(percent);
            Assert.True(measured >= exact, $"p{percent}: {measured} understates {exact}");
            Assert.True((measured - exact).Ticks <= exact.Ticks / 1000.0, $"p{percent}: {measured} against {exact}");
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Merging_is_the_same_as_recording_together(int seed)
    {
        var random = new Random(seed);
        LatencyHistogram together = new(), one = new(), other = new();
        foreach (var time in RandomTimes(random, 5_000).Append(TimeSpan.FromHours(3)))
        {
            together.Add(time);
            (random.Next(2) == 0 ? one : other).Add(time);
        }

        one.Merge(other);
        Assert.Equal(together.Buckets, one.Buckets);
        Assert.Equal((together.Count, together.Overflow, together.Maximum, together.Mean), (one.Count, one.Overflow, one.Maximum, one.Mean));
    }

    [Fact]
    public void Every_time_falls_into_a_bucket_whose_edge_is_not_below_it()
    {
        for (var ticks = 1L; ticks <= LatencyHistogram.Highest.Ticks; ticks = (ticks * 1.0007) > ticks + 1 ? (long)(ticks * 1.0007) : ticks + 1)
        {
            var edge = BucketScale.UpperEdgeOf(BucketScale.IndexOf(ticks));
            Assert.InRange(edge, ticks, ticks + ticks / 1000);
            Assert.Equal(BucketScale.IndexOf(ticks), BucketScale.IndexOf(edge));
            Assert.Equal(BucketScale.IndexOf(ticks) + 1, BucketScale.IndexOf(edge + 1));
        }
    }

    [Fact]
    public void Nothing_is_lost_when_many_threads_record()
    {
        var histogram = new LatencyHistogram();
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 20_000; i++)
                histogram.Add(TimeSpan.FromTicks(i * (thread + 1)));
        });

        Assert.Equal(160_000, histogram.Count);
        Assert.Equal(160_000, histogram.Buckets.Sum(bucket => bucket.Count));
        Assert.Equal(TimeSpan.FromTicks(19_999 * 8), histogram.Maximum);
    }

    [Fact]
    public void Times_beyond_an_hour_are_counted_apart_and_still_decide_the_tail()
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < 98; i++)
            histogram.Add(TimeSpan.FromMilliseconds(1));
        histogram.Add(TimeSpan.FromHours(2));
        histogram.Add(TimeSpan.FromHours(5));

        Assert.Equal(2, histogram.Overflow);
        Assert.Equal(100, histogram.Count);
        Assert.Equal(TimeSpan.FromHours(5), histogram.Percentile(99));
        Assert.InRange(histogram.Percentile(98), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1.001));
        Assert.Equal(new LatencyBucket(TimeSpan.FromHours(5), 2), histogram.Buckets[^1]);
        Assert.Equal(100, histogram.Buckets.Sum(bucket => bucket.Count));
    }

    [Fact]
    public void An_empty_histogram_has_no_percentile()
    {
        var histogram = new LatencyHistogram();
        Assert.Throws<InvalidOperationException>(() => histogram.Percentile(50));
        Assert.Throws<InvalidOperationException>(() => histogram.Mean);
        Assert.Empty(histogram.Buckets);
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(100.1), InlineData(double.NaN)]
    public void Only_percentiles_above_0_and_up_to_100_exist(double percent)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromSeconds(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Percentile(percent));
    }

    [Fact]
    public void A_negative_time_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyHistogram().Add(TimeSpan.FromTicks(-1)));

    private static List<TimeSpan> RandomTimes(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => TimeSpan.FromTicks((long)Math.Exp(random.NextDouble() * Math.Log(36_000_000_000 / 10.0)) * 10))];
}
