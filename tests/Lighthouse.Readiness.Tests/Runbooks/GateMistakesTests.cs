using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class GateMistakesTests
{
    private const string Criteria = "criteria:\n          - attack.accepted == 0\n          - attack.accepted.samples >= 200\n";

    [Theory]
    [InlineData("gates: []")]
    [InlineData("gates:")]
    public void A_day_without_gates_is_refused(string gates)
    {
        var text = SmallRunbook.Text[..SmallRunbook.Text.IndexOf("  - name: Tuesday", StringComparison.Ordinal)];
        var start = text.IndexOf("    gates:", StringComparison.Ordinal);
        text = text[..start] + "    " + gates + "  # none\n" + SmallRunbook.Text[SmallRunbook.Text.IndexOf("  - name: Tuesday", StringComparison.Ordinal)..];
        var mistake = Assert.Single(SmallRunbook.Mistakes(text.Replace("[attack, replay]", "[replay]", StringComparison.Ordinal)));
        Assert.Equal("LH2030", mistake.Code);
        Assert.Equal(15, mistake.Location.Line);
        Assert.Contains("day 'Monday' has no gates", mistake.Message);
    }

    [Theory]
    [InlineData("criteria: []\n")]
    [InlineData("criteria: ~\n")]
    public void A_gate_without_criteria_is_refused(string criteria) =>
        SmallRunbook.Requires(SmallRunbook.With(Criteria, criteria), "LH2031", criteria.TrimEnd(), "gate 'attack' has no criteria");

    [Theory]
    [InlineData("sizes: {}")]
    [InlineData("sizes: ~")]
    public void A_gate_in_no_profile_is_refused(string sizes) =>
        SmallRunbook.Requires(SmallRunbook.With("sizes: { standard: {} }", sizes), "LH2032", sizes, "gate 'answer-time' is measured in no profile", "quick, standard, full");

    [Fact]
    public void A_runbook_without_days_is_refused() =>
        Assert.Contains(SmallRunbook.Mistakes("days: []\n"), mistake => mistake.Code == "LH2014" && mistake.Message.Contains("no day", StringComparison.Ordinal));

    [Theory]
    [InlineData("duration: 10 s", "duration: 10 S", "LH2024", "Did you mean 's'?")]
    [InlineData("duration: 10 s", "duration: ten s", "LH2023", "does not begin with a number")]
    [InlineData("\"1,000\"", "\"1,00\"", "LH2023", "'10,000'")]
    [InlineData("\"1,000\"", "0", "LH2025", "a whole number from 1 to 2,147,483,647")]
    [InlineData("\"1,000\"", "1.5", "LH2025", "a whole number")]
    [InlineData("\"1,000\"", "2147483648", "LH2025", "a whole number")]
    [InlineData("\"1,000\"", "-3", "LH2025", "a whole number")]
    [InlineData("duration: 10 s", "duration: 0 s", "LH2025", "above 0 s and up to 1000 h")]
    [InlineData("duration: 10 s", "duration: 1001 h", "LH2025", "above 0 s and up to 1000 h")]
    [InlineData("rate: 60 /s", "rate: -1 /s", "LH2025", "above 0")]
    public void A_size_that_is_none_is_refused(string old, string changed, string code, string says) =>
        SmallRunbook.Requires(SmallRunbook.With(old, changed), code, "attempts", says);

    [Fact]
    public void A_comma_inside_braces_does_not_pass_as_thousands() =>
        Assert.All(SmallRunbook.Mistakes(SmallRunbook.With("\"1,000\"", "1,000")), mistake => Assert.Equal(21, mistake.Location.Line));

    [Theory]
    [InlineData("0 s")]
    [InlineData("60")]
    [InlineData("1001 h")]
    public void A_time_limit_that_is_none_is_refused(string limit)
    {
        var text = SmallRunbook.With("suite: Lighthouse.Suites.Security\n    time_limits: { quick: 60 s", $"suite: Lighthouse.Suites.Security\n    time_limits: {{ quick: {limit}");
        SmallRunbook.Requires(text, "LH2025", $"{{ quick: {limit},", "time limit 'quick'", "such as '60 s'");
    }

    [Fact]
    public void Every_profile_needs_a_time_limit()
    {
        var text = SmallRunbook.With("suite: Lighthouse.Suites.Security\n    time_limits: { quick: 60 s,", "suite: Lighthouse.Suites.Security\n    time_limits: {");
        SmallRunbook.Requires(text, "LH2011", "time_limits: { standard", "time_limits needs the key 'quick'");
    }
}
