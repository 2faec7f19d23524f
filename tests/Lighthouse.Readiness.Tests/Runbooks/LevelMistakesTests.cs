using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class LevelMistakesTests
{
    private const string Sound = "{ id: p99, above: 100 ms, breach: major, grace: 30 s, then: rollback }";

    [Fact]
    public void A_service_level_is_read_as_it_stands()
    {
        var level = Assert.Single(SmallRunbook.Read(With(Sound)).FindGate("answer-time")!.Levels);
        Assert.Equal(
            ("p99", true, BreachSeverity.Major, TimeSpan.FromSeconds(30), BreachAnswer.Rollback),
            (level.Id, level.IsCeiling, level.Severity, level.Grace, level.Answer));
        Assert.Equal("100 ms", level.Limit.ToString());
    }

    [Fact]
    public void A_gate_without_levels_has_none() => Assert.Empty(SmallRunbook.Read(SmallRunbook.Text).FindGate("answer-time")!.Levels);

    [Theory]
    [InlineData("{ id: p99, breach: major, grace: 30 s, then: rollback }", "LH2034", "just one of the two")]
    [InlineData("{ id: p99, above: 100 ms, below: 1 ms, breach: major, grace: 30 s, then: rollback }", "LH2034", "either 'above' or 'below'")]
    [InlineData("{ id: p99, above: 100 ms, breach: awful, grace: 30 s, then: rollback }", "LH2022", "critical, major, minor, warning")]
    [InlineData("{ id: p99, above: 100 ms, breach: major, grace: 0 s, then: rollback }", "LH2025", "such as '30 s'")]
    [InlineData("{ id: p99, above: 100 ms, breach: major, grace: 30, then: rollback }", "LH2025", "such as '30 s'")]
    [InlineData("{ id: p99, above: 100 ms, breach: major, grace: 30 s, then: nothing }", "LH2022", "alert, rollback")]
    [InlineData("{ id: p99, above: soon, breach: major, grace: 30 s, then: alert }", "LH2023", "does not begin with a number")]
    public void A_service_level_with_a_mistake_is_refused(string level, string code, string says) =>
        Assert.Contains(SmallRunbook.Mistakes(With(level)), mistake => mistake.Code == code && mistake.Message.Contains(says, StringComparison.Ordinal));

    [Fact]
    public void A_service_level_stands_once() =>
        Assert.Contains(SmallRunbook.Mistakes(With($"{Sound}\n          - {Sound}")), mistake => mistake.Code == "LH2021");

    [Fact]
    public void An_empty_list_of_levels_is_refused() =>
        Assert.Contains(SmallRunbook.Mistakes(SmallRunbook.With("sizes: { standard: {} }", "sizes: { standard: {} }\n        levels: []")), mistake => mistake.Code == "LH2014");

    private static string With(string level) =>
        SmallRunbook.With("sizes: { standard: {} }", $"sizes: {{ standard: {{}} }}\n        levels:\n          - {level}");
}
