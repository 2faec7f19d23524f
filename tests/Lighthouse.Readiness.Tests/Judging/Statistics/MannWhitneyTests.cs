using Lighthouse.Readiness.Judging.Statistics;
using Xunit;

namespace Lighthouse.Readiness.Tests.Judging.Statistics;

public sealed class MannWhitneyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(4, 4)]
    [InlineData(5, 2)]
    public void The_chances_are_those_of_counting_every_order(int first, int second)
    {
        var counted = new double[(first * second) + 1];
        foreach (var places in Choices(first + second, first))
            counted[Wins(places, first + second)]++;
        var total = counted.Sum();
        Assert.Equal(counted.Select(count => count / total), MannWhitney.Chances(first, second), (expected, actual) => Math.Abs(expected - actual) < 1e-12);
    }

    // Critical values of the literature (n = m = 8, one-sided 5 %: at most 15 of 64 pairs lost).
    [Fact]
    public void Eight_against_eight_has_the_tabled_critical_value()
    {
        Assert.True(MannWhitney.AtLeast(64 - 15, 8, 8) <= 0.05);
        Assert.True(MannWhitney.AtLeast(64 - 16, 8, 8) > 0.05);
    }

    [Theory]
    [InlineData(50, 50)]
    [InlineData(1, 50)]
    [InlineData(17, 3)]
    public void The_chances_add_up_and_read_the_same_from_both_ends(int first, int second)
    {
        var chances = MannWhitney.Chances(first, second);
        Assert.Equal(1, chances.Sum(), 1e-9);
        Assert.Equal(chances, chances.Reverse(), (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void More_wins_are_never_likelier()
    {
        var chances = Enumerable.Range(-1, 40).Select(wins => MannWhitney.AtLeast(wins, 6, 6)).ToList();
        Assert.Equal(chances.OrderDescending(), chances);
        Assert.Equal((1, 0), (chances[0], chances[^1]));
    }

    [Fact]
    public void Too_few_runs_have_no_bound() => Assert.Null(MannWhitney.UpperRank(2, 2, 0.95));

    // The tabled value once more: at most 15 lost is at least 49 won, so that fewer than 49 are won in 95 % of all orders.
    [Fact]
    public void The_bound_is_the_first_rank_that_the_confidence_allows()
    {
        Assert.Equal(49, MannWhitney.UpperRank(8, 8, 0.95));
        Assert.Equal(64, MannWhitney.UpperRank(8, 8, 0.9999));
        Assert.Equal(1, MannWhitney.UpperRank(1, 1, 0.5));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MannWhitney.Chances(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MannWhitney.Chances(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MannWhitney.UpperRank(8, 8, 0.4));
    }

    private static int Wins(HashSet<int> first, int all) =>
        first.Sum(place => Enumerable.Range(0, place).Count(lower => !first.Contains(lower) && lower < all));

    private static IEnumerable<HashSet<int>> Choices(int all, int some) =>
        Enumerable.Range(0, 1 << all).Select(mask => Enumerable.Range(0, all).Where(bit => (mask & (1 << bit)) != 0).ToHashSet()).Where(set => set.Count == some);
}
