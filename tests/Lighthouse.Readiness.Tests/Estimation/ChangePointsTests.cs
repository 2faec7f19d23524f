using Lighthouse.Readiness.Estimation;
using Xunit;

namespace Lighthouse.Readiness.Tests.Estimation;

public sealed class ChangePointsTests
{
    [Fact]
    public void A_step_is_found_where_it_is()
    {
        var random = new Random(417);
        var change = Assert.Single(ChangePoints.In([.. Enumerable.Range(0, 30).Select(at => (at < 18 ? 10.0 : 13.0) + random.NextDouble())], 0.01));
        Assert.Equal(18, change.At);
        Assert.InRange(change.Before, 10, 11);
        Assert.InRange(change.After, 13, 14);
    }

    [Fact]
    public void Two_steps_are_two_changes()
    {
        var random = new Random(417);
        var changes = ChangePoints.In([.. Enumerable.Range(0, 60).Select(at => (at < 20 ? 10.0 : at < 40 ? 14.0 : 11.0) + (0.5 * random.NextDouble()))], 0.01);
        Assert.Equal([20, 40], changes.Select(change => change.At));
    }

    [Fact]
    public void One_run_that_is_far_off_is_no_change() =>
        Assert.Empty(ChangePoints.In([.. Enumerable.Range(0, 30).Select(at => at == 29 ? 1000.0 : 10 + (0.1 * (at * 7 % 5)))], 0.05));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void A_history_that_is_too_short_has_no_change(int length) =>
        Assert.Empty(ChangePoints.In([.. Enumerable.Range(0, length).Select(at => (double)at)], 0.5));

    [Fact]
    public void Equal_numbers_have_no_change() => Assert.Empty(ChangePoints.In([.. Enumerable.Repeat(4.0, 40)], 0.5));

    [Fact]
    public void Noise_shows_a_change_no_more_often_than_the_error_rate_says()
    {
        const int Rounds = 1000;
        var random = new Random(417);
        var seen = Enumerable.Range(0, Rounds).Count(_ => ChangePoints.In([.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())], 0.05).Count > 0);
        Assert.InRange(seen, 0, 71);
    }

    [Fact]
    public void Too_many_numbers_none_and_no_error_rate_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ChangePoints.In([.. new double[ChangePoints.Most + 1]], 0.05));
        Assert.Throws<ArgumentException>(() => ChangePoints.In([double.NaN], 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangePoints.In([], 0));
    }
}
