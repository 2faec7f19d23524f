using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class DecisionMistakesTests
{
    [Theory]
    [InlineData("[attack, replay]", "[attack, reply]", "names the gate 'reply'", "Did you mean 'replay'?")]
    [InlineData("[answer-time]", "[answer-tim]", "names the gate 'answer-tim'", "Did you mean 'answer-time'?")]
    public void A_rule_that_names_an_unknown_gate_is_refused(string old, string changed, string says, string guess) =>
        SmallRunbook.Requires(SmallRunbook.With(old, changed), "LH2050", changed, says, guess);

    [Theory]
    [InlineData("security_day: Monday", "security_day: Mondy", "'Monday'")]
    [InlineData("security_day: Monday", "security_day: MONDAY", "'Monday'")]
    [InlineData("performance_day: Tuesday", "performance_day: Teusday", "'Tuesday'")]
    [InlineData("resilience_day: Tuesday", "resilience_day: Tuesdays", "'Tuesday'")]
    [InlineData("integration_day: Tuesday", "integration_day: Tuesda", "'Tuesday'")]
    [InlineData("{ id: replay, day: Monday", "{ id: replay, day: Mnoday", "'Monday'")]
    public void An_unknown_day_is_refused(string old, string changed, string guess) =>
        SmallRunbook.Requires(SmallRunbook.With(old, changed), "LH2051", changed, "which the runbook does not have", $"Did you mean {guess}?");

    [Theory]
    [InlineData("[attack, replay]", "[attack, attack]", "'attack' twice")]
    [InlineData("[Security, DevOps]", "[Security, Security]", "'Security' twice")]
    public void A_name_in_a_list_twice_is_refused(string old, string changed, string says) =>
        SmallRunbook.Requires(SmallRunbook.With(old, changed), "LH2052", changed, says);

    [Theory]
    [InlineData("fast: [answer-time]", "fast: []", "rests on no gate")]
    [InlineData("performance_validation:\n    fast: [answer-time]", "performance_validation: {}", "has no part")]
    public void A_part_that_rests_on_nothing_is_refused(string old, string changed, string says) =>
        SmallRunbook.Requires(SmallRunbook.With(old, changed), "LH2014", changed, says);

    [Fact]
    public void Every_profile_says_which_approvals_it_needs() =>
        SmallRunbook.Requires(SmallRunbook.With("{ quick: [], standard", "{ standard"), "LH2011", "approvals:", "approvals needs the key 'quick'");
}
