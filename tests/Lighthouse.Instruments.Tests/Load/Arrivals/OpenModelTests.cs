using Lighthouse.Load.Arrivals;

namespace Lighthouse.Instruments.Tests.Load.Arrivals;

public sealed class OpenModelTests
{
    [Theory, InlineData(1, 10), InlineData(1000, 3), InlineData(3, 7), InlineData(0.5, 4)]
    public void A_constant_rate_spreads_its_arrivals_evenly(double perSecond, int seconds)
    {
        var starts = OpenModel.ConstantRate(perSecond, TimeSpan.FromSeconds(seconds)).IntendedStarts().ToList();

        Assert.Equal((int)Math.Ceiling(perSecond * seconds), starts.Count);
        for (var number = 0; number < starts.Count; number++)
            Assert.InRange((starts[number] - TimeSpan.FromSeconds(number / perSecond)).Duration(), TimeSpan.Zero, TimeSpan.FromTicks(1));
    }

    [Fact]
    public void Rounding_does_not_add_up_over_a_long_run()
    {
        var last = OpenModel.ConstantRate(333, TimeSpan.FromHours(1)).IntendedStarts().Last();
        Assert.InRange((last - TimeSpan.FromSeconds((333 * 3600 - 1) / 333.0)).Duration(), TimeSpan.Zero, TimeSpan.FromTicks(10));
    }

    [Fact]
    public void Poisson_arrivals_have_the_asked_mean_and_an_exponential_spread()
    {
        var starts = OpenModel.Poisson(1000, TimeSpan.FromSeconds(50), new Random(417)).IntendedStarts().ToList();
        var gaps = starts.Zip(starts.Skip(1), (one, next) => (next - one).TotalSeconds).ToList();
        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean)));

        // Four standard errors of 50,000 exponential gaps.
        Assert.InRange(mean, 0.001 * (1 - 0.018), 0.001 * (1 + 0.018));
        Assert.InRange(deviation / mean, 0.95, 1.05);
        Assert.True(starts.SequenceEqual(starts.Order()));
    }

    [Fact]
    public void The_same_seed_gives_the_same_arrivals_each_time_it_is_asked()
    {
        var model = OpenModel.Poisson(100, TimeSpan.FromSeconds(2), new Random(1));
        Assert.Equal(model.IntendedStarts(), model.IntendedStarts());
        Assert.Equal(model.IntendedStarts(), OpenModel.Poisson(100, TimeSpan.FromSeconds(2), new Random(1)).IntendedStarts());
        Assert.NotEqual(model.IntendedStarts(), OpenModel.Poisson(100, TimeSpan.FromSeconds(2), new Random(2)).IntendedStarts());
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void A_rate_outside_its_limits_is_refused(double perSecond) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OpenModel.ConstantRate(perSecond, TimeSpan.FromSeconds(1)));
}
