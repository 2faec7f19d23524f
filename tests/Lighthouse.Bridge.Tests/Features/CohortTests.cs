using Lighthouse.Bridge.Features;

namespace Lighthouse.Bridge.Tests.Features;

public sealed class CohortTests
{
    // Computed apart from this code: printf %s NAME | sha256sum, its first eight hex digits modulo 100.
    [Theory]
    [InlineData("admin", 57)]
    [InlineData("builder-1", 38)]
    [InlineData("builder-2", 82)]
    [InlineData("a", 10)]
    [InlineData("Agent_0.x-Y", 11)]
    public void A_name_stays_in_its_cohort_in_every_version(string agentId, int cohort)
    {
        Assert.Equal(cohort, Cohort.Of(agentId));
    }

    [Fact]
    public void A_percentage_takes_about_that_share_of_the_agents()
    {
        foreach (var percentage in new[] { 10, 50, 90 })
        {
            var flags = new FeatureFlags(true, percentage, false);
            var allowed = Enumerable.Range(0, 10_000).Count(i => flags.AllowElicitation($"agent-{i}"));
            Assert.InRange(allowed, (percentage * 100) - 250, (percentage * 100) + 250);
        }
    }

    [Theory]
    [InlineData(true, 100, false, true)]
    [InlineData(true, 0, false, false)]
    [InlineData(true, 0, true, true)]
    [InlineData(false, 100, true, false)]
    public void Off_wins_over_force_and_force_over_the_percentage(bool enabled, int percentage, bool force, bool allowed)
    {
        var flags = new FeatureFlags(enabled, percentage, force);
        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal(allowed, flags.AllowElicitation($"agent-{i}")));
    }
}
