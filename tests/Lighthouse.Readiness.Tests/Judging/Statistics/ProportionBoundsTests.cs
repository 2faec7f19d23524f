using Lighthouse.Readiness.Judging.Statistics;
using Xunit;

namespace Lighthouse.Readiness.Tests.Judging.Statistics;

public sealed class ProportionBoundsTests
{
    // The exact interval of 682 in 925 (Conover, Practical Nonparametric Statistics, 1971, p. 97; printed by R's own example of
    // binom.test): 95 per cent two-sided, hence 97.5 per cent each side.
    [Fact]
    public void It_agrees_with_the_published_interval()
    {
        Assert.Equal(0.7076683, ProportionBounds.Lower(682, 925, 0.975), 1e-7);
        Assert.Equal(0.7654066, ProportionBounds.Upper(682, 925, 0.975), 1e-7);
    }

    // No hit at all: 1 - (1 - confidence)^(1/n), whose usual approximation is the "rule of three" (Hanley and Lippman-Hand, JAMA 249, 1983).
    [Theory]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(2995)]
    [InlineData(10_000_000)]
    public void No_hit_gives_the_closed_form(long trials)
    {
        var expected = -double.ExpM1(Math.Log(0.05) / trials);
        Assert.Equal(1, ProportionBounds.Upper(0, trials, 0.95) / expected, 1e-7);
        Assert.Equal(0, ProportionBounds.Lower(0, trials, 0.95));
        Assert.Equal(1, ProportionBounds.Upper(trials, trials, 0.95));
        Assert.Equal(1 - expected, ProportionBounds.Lower(trials, trials, 0.95), 1e-7);
    }

    [Theory]
    [InlineData(0.002, 2000)]
    [InlineData(0.5, 30)]
    [InlineData(0.995, 1000)]
    public void The_true_proportion_lies_within_a_bound_at_least_as_often_as_its_level_says(double truth, int trials)
    {
        const int Seed = 417;
        const int Rounds = 2000;
        var random = new Random(Seed);
        var (coveredAbove, coveredBelow) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var hits = Enumerable.Range(0, trials).Count(_ => random.NextDouble() < truth);
            coveredAbove += ProportionBounds.Upper(hits, trials, 0.95) >= truth ? 1 : 0;
            coveredBelow += ProportionBounds.Lower(hits, trials, 0.95) <= truth ? 1 : 0;
        }

        var least = 0.95 - (4 * Math.Sqrt(0.95 * 0.05 / Rounds));
        Assert.True(coveredAbove >= least * Rounds, $"seed {Seed}: the upper bound held in {coveredAbove} of {Rounds}");
        Assert.True(coveredBelow >= least * Rounds, $"seed {Seed}: the lower bound held in {coveredBelow} of {Rounds}");
    }

    [Theory]
    [InlineData(0, 0, 0.95)]
    [InlineData(-1, 10, 0.95)]
    [InlineData(11, 10, 0.95)]
    [InlineData(1, 10, 0.4)]
    public void What_makes_no_sense_is_refused(long hits, long trials, double confidence)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionBounds.Upper(hits, trials, confidence));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionBounds.Lower(hits, trials, confidence));
    }
}
