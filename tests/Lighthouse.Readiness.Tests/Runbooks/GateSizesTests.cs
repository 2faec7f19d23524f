using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class GateSizesTests
{
    private readonly GateSizes sizes = new(new Dictionary<string, Quantity>
    {
        ["agents"] = Quantity.Count(500),
        ["pause"] = new(2, Unit.Minute),
        ["rate"] = new(120, Unit.PerMinute),
    });

    [Fact]
    public void Sizes_come_in_the_unit_that_is_asked_for()
    {
        Assert.Equal(500, sizes.Count("agents"));
        Assert.Equal(TimeSpan.FromMinutes(2), sizes.Duration("pause"));
        Assert.Equal(2.0, sizes.Rate("rate"), 12);
    }

    [Fact]
    public void A_missing_size_is_named_with_those_there_are() =>
        Assert.Contains("LH1002: the gate has no size 'agent'; it has: agents, pause, rate.", Assert.Throws<KeyNotFoundException>(() => sizes.Count("agent")).Message);

    [Fact]
    public void A_gate_without_sizes_says_so() =>
        Assert.Contains("it has: none", Assert.Throws<KeyNotFoundException>(() => new GateSizes(new Dictionary<string, Quantity>())["agents"]).Message);

    [Fact]
    public void A_size_of_another_dimension_is_refused()
    {
        Assert.Throws<ArgumentException>(() => sizes.Count("pause"));
        Assert.Throws<ArgumentException>(() => sizes.Duration("rate"));
        Assert.Throws<ArgumentException>(() => sizes.Rate("agents"));
    }
}
