using Lighthouse.Load.ServiceLevels;

namespace Lighthouse.Instruments.Tests.Load.ServiceLevels;

public sealed class ServiceLevelWatchTests
{
    private static readonly ServiceLevel Slow = new("p99", 0.1, IsCeiling: true, TimeSpan.FromSeconds(30));
    private static readonly ServiceLevel Away = new("availability", 0.999, IsCeiling: false, TimeSpan.FromSeconds(10));

    [Fact]
    public void A_figure_that_stays_outside_is_a_breach_when_its_grace_is_over_and_not_before()
    {
        var watch = new ServiceLevelWatch([Slow]);
        for (var second = 5; second < 35; second++)
            Assert.Empty(Look(watch, second, ("p99", 0.2)));
        var breach = Assert.Single(Look(watch, 35, ("p99", 0.3)));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(35), 0.3), (breach.Begun, breach.Declared, breach.Value));
    }

    [Fact]
    public void A_breach_is_declared_once_for_each_time_outside()
    {
        var watch = new ServiceLevelWatch([Away]);
        foreach (var second in (int[])[0, 10, 20, 30])
            Look(watch, second, ("availability", 0.9));
        Look(watch, 40, ("availability", 1));
        foreach (var second in (int[])[50, 60, 70])
            Look(watch, second, ("availability", 0.9));
        Assert.Equal([10.0, 60.0], Of(watch, "availability").Breaches.Select(breach => breach.Declared.TotalSeconds));
    }

    [Fact]
    public void One_look_inside_begins_the_grace_anew()
    {
        var watch = new ServiceLevelWatch([Slow]);
        for (var second = 0; second < 300; second++)
            Assert.Empty(Look(watch, second, ("p99", second % 29 == 0 ? 0.1 : 0.2)));
        var level = Of(watch, "p99");
        Assert.Equal((300, 289, TimeSpan.FromSeconds(27)), (level.Looks, level.Outside, level.LongestOutside));
    }

    [Theory]
    [InlineData(0.1, false)]
    [InlineData(0.1000001, true)]
    [InlineData(double.NaN, true)]
    public void A_ceiling_is_inside_up_to_its_limit(double value, bool isOutside) => Assert.Equal(isOutside, Slow.IsOutside(value));

    [Theory]
    [InlineData(0.999, false)]
    [InlineData(0.9989, true)]
    [InlineData(double.NaN, true)]
    public void A_floor_is_inside_from_its_limit_on(double value, bool isOutside) => Assert.Equal(isOutside, Away.IsOutside(value));

    [Fact]
    public void A_level_without_a_figure_is_not_looked_at()
    {
        var watch = new ServiceLevelWatch([Slow, Away]);
        Look(watch, 0, ("p99", 0.2));
        Assert.Equal((1, 0), (Of(watch, "p99").Looks, Of(watch, "availability").Looks));
        Assert.Equal((TimeSpan.Zero, null), (Of(watch, "p99").OutsideSince, Of(watch, "availability").OutsideSince));
    }

    [Fact]
    public void What_cannot_be_watched_is_refused()
    {
        Assert.StartsWith("LHL3073", Assert.Throws<ArgumentException>(() => new ServiceLevelWatch([])).Message, StringComparison.Ordinal);
        Assert.StartsWith("LHL3072", Assert.Throws<ArgumentException>(() => new ServiceLevelWatch([Slow, Slow])).Message, StringComparison.Ordinal);
        Assert.StartsWith("LHL3071", Assert.Throws<ArgumentException>(() => new ServiceLevelWatch([Slow with { Grace = TimeSpan.Zero }])).Message, StringComparison.Ordinal);
        var watch = new ServiceLevelWatch([Slow]);
        Look(watch, 5, ("p99", 0));
        Assert.StartsWith("LHL3074", Assert.Throws<ArgumentException>(() => Look(watch, 4, ("p99", 0))).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<ServiceLevelBreach> Look(ServiceLevelWatch watch, double second, (string Name, double Value) figure) =>
        watch.Look(TimeSpan.FromSeconds(second), new Dictionary<string, double> { [figure.Name] = figure.Value });

    private static WatchedLevel Of(ServiceLevelWatch watch, string name) => watch.Levels.Single(level => level.Level.Name == name);
}
