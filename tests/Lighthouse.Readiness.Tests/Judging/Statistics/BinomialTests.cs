using System.Numerics;
using Lighthouse.Readiness.Judging.Statistics;
using Xunit;

namespace Lighthouse.Readiness.Tests.Judging.Statistics;

public sealed class BinomialTests
{
    [Theory]
    [InlineData(1, 50)]
    [InlineData(7, 10)]
    [InlineData(40, 99)]
    [InlineData(60, 1)]
    public void It_agrees_with_exact_integer_arithmetic(int trials, int percent)
    {
        var whole = BigInteger.Pow(100, trials);
        var sum = BigInteger.Zero;
        for (var hits = 0; hits <= trials; hits++)
        {
            Assert.Equal((double)((whole - sum) * 1_000_000_000_000 / whole) / 1e12, Binomial.AtLeast(hits, trials, percent / 100.0), 1e-11);
            sum += Choose(trials, hits) * BigInteger.Pow(percent, hits) * BigInteger.Pow(100 - percent, trials - hits);
            Assert.Equal((double)(sum * 1_000_000_000_000 / whole) / 1e12, Binomial.AtMost(hits, trials, percent / 100.0), 1e-11);
        }
    }

    [Fact]
    public void The_ends_are_certain()
    {
        Assert.Equal(0, Binomial.AtMost(-1, 10, 0.5));
        Assert.Equal(1, Binomial.AtMost(10, 10, 0.5));
        Assert.Equal(1, Binomial.AtLeast(0, 10, 0.5));
        Assert.Equal(0, Binomial.AtLeast(11, 10, 0.5));
    }

    [Theory]
    [InlineData(1_000_001)]
    [InlineData(100_000_001)]
    public void It_stays_exact_for_as_many_as_three_days_give(long trials) =>
        Assert.Equal(0.5, Binomial.AtMost((trials - 1) / 2, trials, 0.5), 1e-6);

    private static BigInteger Choose(int trials, int hits)
    {
        var ways = BigInteger.One;
        for (var i = 1; i <= hits; i++)
            ways = ways * (trials - hits + i) / i;
        return ways;
    }
}
