using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class NameMistakesTests
{
    [Theory]
    [InlineData("- id: attack", "- id: Attack")]
    [InlineData("- id: attack", "- id: attack_one")]
    [InlineData("- id: attack", "- id: attack-")]
    [InlineData("- id: attack", "- id: ../attack")]
    [InlineData("- id: attack", "- id: 1attack")]
    public void A_gate_id_of_bad_form_is_refused(string old, string changed) =>
        SmallRunbook.Requires(SmallRunbook.With(old, changed).Replace("[attack, replay]", "[replay]", StringComparison.Ordinal), "LH2020", changed, "lower-case words joined by '-'");

    [Theory]
    [InlineData("name: small", "name: Small")]
    [InlineData("task: Security", "task: security")]
    [InlineData("suite: Lighthouse.Suites.Security", "suite: ../evil")]
    [InlineData("suite: Lighthouse.Suites.Security", "suite: a..b")]
    [InlineData("owner: Performance", "owner: perf/ormance")]
    [InlineData("replay_protection:", "replay-protection:")]
    [InlineData("attempts:", "Attempts:")]
    [InlineData("[Security, DevOps]", "[Security, ../DevOps]")]
    public void Other_names_of_bad_form_are_refused(string old, string changed) =>
        SmallRunbook.Requires(SmallRunbook.With(old, changed), "LH2020", changed, "allowed are");

    [Fact]
    public void A_metric_name_of_bad_form_is_refused() =>
        SmallRunbook.Requires(SmallRunbook.With("heap.growth:", "Heap.Growth:"), "LH2020", "Heap.Growth", "joined by '.' and '_'");

    [Fact]
    public void A_gate_id_is_taken_once()
    {
        var text = SmallRunbook.With("- id: answer-time", "- id: attack  # second").Replace("[answer-time]", "[attack]", StringComparison.Ordinal);
        SmallRunbook.Requires(text, "LH2021", "# second", "gate 'attack' is already in line 16");
    }

    [Fact]
    public void A_planned_gate_cannot_have_the_id_of_a_gate() =>
        SmallRunbook.Requires(SmallRunbook.With("{ id: replay,", "{ id: attack,").Replace("[attack, replay]", "[attack]", StringComparison.Ordinal), "LH2021", "{ id: attack,", "gate 'attack' is already in line 16");

    [Fact]
    public void Two_planned_gates_cannot_share_an_id() =>
        SmallRunbook.Requires(
            SmallRunbook.With("decision:", "  - { id: replay, day: Monday, title: Again. }\ndecision:"), "LH2021", "title: Again.", "gate 'replay'");

    [Theory]
    [InlineData("Monday")]
    [InlineData("MONDAY")]
    public void Days_whose_reports_would_share_a_name_are_refused(string name)
    {
        var text = SmallRunbook.With("- name: Tuesday", $"- name: {name}  # second");
        var mistake = Assert.Single(SmallRunbook.Mistakes(text), mistake => mistake.Code == "LH2021");
        Assert.Equal(SmallRunbook.LineOf(text, "# second"), mistake.Location.Line);
    }

    [Fact]
    public void Two_days_cannot_share_a_task() =>
        SmallRunbook.Requires(SmallRunbook.With("task: Performance", "task: Security  # second"), "LH2021", "# second", "task 'Security' is already in line 11");

    [Theory]
    [InlineData("severity: high", "severity: hgih", "critical, high, medium, low", "'high'")]
    [InlineData("shape: proportion", "shape: proportoin", "scalar, proportion, distribution", "'proportion'")]
    [InlineData("dimension: data_growth", "dimension: datagrowth", "count, ratio, duration, data_size, data_growth, rate", "'data_growth'")]
    public void An_unknown_word_is_refused_with_the_known_ones_and_a_guess(string old, string changed, string allowed, string guess) =>
        SmallRunbook.Requires(SmallRunbook.With(old, changed), "LH2022", changed, allowed, $"Did you mean {guess}?");

    [Fact]
    public void An_unknown_profile_is_refused() =>
        SmallRunbook.Requires(SmallRunbook.With("full: {}", "ful: {}"), "LH2010", "ful: {}", "quick, standard, full", "Did you mean 'full'?");

    [Fact]
    public void A_proportion_is_a_ratio() =>
        SmallRunbook.Requires(
            SmallRunbook.With("shape: proportion, dimension: ratio", "shape: proportion, dimension: count").Replace("- answer.errors <= 0.1 %", "- answer.errors.samples > 5", StringComparison.Ordinal),
            "LH2033", "dimension: count, meaning: Answers", "must be ratio");
}
