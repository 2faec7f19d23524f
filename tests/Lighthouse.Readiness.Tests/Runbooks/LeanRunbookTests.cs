using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

/// <summary>A team that has no resilience day, or measures with a program of its own, says so.</summary>
public sealed class LeanRunbookTests
{
    [Fact]
    public void A_day_may_be_measured_by_a_command()
    {
        var day = SmallRunbook.Read(SmallRunbook.With("suite: Lighthouse.Suites.Security", "command: [tools/k6, run, load.js]")).Days[0];
        Assert.Equal(["tools/k6", "run", "load.js"], day.Command);
        Assert.Equal("k6", day.Suite);
    }

    [Theory]
    [InlineData("suite: Lighthouse.Suites.Security\n", "suite: Lighthouse.Suites.Security\n    command: [k6]\n")]
    [InlineData("    suite: Lighthouse.Suites.Security\n", "")]
    public void By_exactly_one_of_both(string old, string changed) =>
        Assert.Equal("LH2067", Assert.Single(SmallRunbook.Mistakes(SmallRunbook.With(old, changed))).Code);

    [Fact]
    public void The_decision_asks_for_the_days_that_it_names()
    {
        var rules = SmallRunbook.Read(SmallRunbook.With("  resilience_day: Tuesday\n  integration_day: Tuesday\n", "")).Decision;
        Assert.Equal(("Monday", "Tuesday", null, null), (rules.SecurityDay, rules.PerformanceDay, rules.ResilienceDay, rules.IntegrationDay));
    }

    [Fact]
    public void Parts_of_a_criterion_need_its_day() =>
        SmallRunbook.Requires(SmallRunbook.With("  security_day: Monday\n", ""), "LH2011", "replay_protection: [attack, replay]", "name the day with 'security_day'");

    [Fact]
    public void Nothing_need_be_planned() =>
        Assert.Empty(SmallRunbook.Read(SmallRunbook.With("planned:\n  - { id: replay, day: Monday, title: Nothing works twice. }\n", "").Replace("[attack, replay]", "[attack]", StringComparison.Ordinal)).Planned);

    [Fact]
    public void It_says_how_its_build_is_run()
    {
        Assert.Equal("./build.sh", SmallRunbook.Read(SmallRunbook.Text).BuildCommand);
        Assert.Equal("lighthouse", SmallRunbook.Read(SmallRunbook.Text + "build_command: lighthouse\n").BuildCommand);
    }
}
