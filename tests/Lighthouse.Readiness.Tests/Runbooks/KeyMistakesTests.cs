using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class KeyMistakesTests
{
    [Fact]
    public void An_unknown_key_is_refused_with_the_allowed_ones_and_a_guess()
    {
        var text = SmallRunbook.With("remedy: Look at the log.", "remedy: Look at the log.\n        titel: x");
        SmallRunbook.Requires(text, "LH2010", "titel: x", "a gate has no key 'titel'", "id, title, severity, owner, sizes, criteria, remedy", "Did you mean 'title'?");
    }

    [Fact]
    public void A_missing_key_is_named_where_its_owner_stands() =>
        SmallRunbook.Requires(SmallRunbook.With("        remedy: Look at the log.\n", ""), "LH2011", "- id: attack", "a gate needs the key 'remedy'");

    [Theory]
    [InlineData("name")]
    [InlineData("title")]
    [InlineData("metrics")]
    [InlineData("days")]
    [InlineData("decision")]
    public void Each_top_level_key_must_be_there(string key) =>
        Assert.Contains(SmallRunbook.Mistakes("other: x\n"), mistake => mistake.Code == "LH2011" && mistake.Message.Contains($"'{key}'", StringComparison.Ordinal));

    [Theory]
    [InlineData("title: Attacks", "title: [Attacks]", "must be a single value")]
    [InlineData("title: Attacks", "title: { a: b }", "must be a single value")]
    [InlineData("full: {}", "full: [attempts]", "must be keys with values")]
    [InlineData("full: [Security, DevOps]", "full: Security", "must be a list")]
    [InlineData("fast: [answer-time]", "fast: answer-time", "must be a list")]
    public void A_value_of_the_wrong_type_is_refused(string old, string changed, string says) =>
        SmallRunbook.Requires(SmallRunbook.With(old, changed), "LH2012", changed, says);

    [Fact]
    public void A_list_where_keys_belong_is_refused() =>
        SmallRunbook.Requires(SmallRunbook.With("- { id: replay, day: Monday, title: Nothing works twice. }", "- replay").Replace("[attack, replay]", "[attack]", StringComparison.Ordinal),
            "LH2012", "- replay", "a planned gate must be keys with values");

    [Fact]
    public void A_key_that_is_no_word_is_refused() =>
        SmallRunbook.Requires(SmallRunbook.With("title: Attacks", "title: Attacks\n    [a, b]: c"), "LH2012", "[a, b]", "a key must be a single word");

    [Fact]
    public void A_repeated_key_is_refused_with_the_line_of_the_first() =>
        SmallRunbook.Requires(SmallRunbook.With("title: Attacks", "title: Attacks\n    title: Again"), "LH2013", "title: Again", "'title' already in line 12");

    [Fact]
    public void A_repeated_metric_is_refused() =>
        SmallRunbook.Requires(
            SmallRunbook.With("  heap.growth:", "  answer.time: { shape: scalar, dimension: count, meaning: Again. }\n  heap.growth:"),
            "LH2013", "Again.", "'answer.time' already in line 5");

    [Theory]
    [InlineData("title: Attacks", "title: ''")]
    [InlineData("title: Attacks", "title: '  '")]
    [InlineData("title: Attacks", "title: ~")]
    [InlineData("title: Attacks", "title: null")]
    public void An_empty_text_is_refused(string old, string changed) => SmallRunbook.Requires(SmallRunbook.With(old, changed), "LH2014", changed, "is empty");

    [Fact]
    public void A_text_that_is_too_long_is_refused_and_shown_shortened()
    {
        var mistake = Assert.Single(SmallRunbook.Mistakes(SmallRunbook.With("title: Attacks", $"title: {new string('x', 300)}")));
        Assert.Equal("LH2015", mistake.Code);
        Assert.Contains("300 characters; at most 200", mistake.Message);
        Assert.True(mistake.Message.Length < 200, mistake.Message);
    }

    [Fact]
    public void Control_characters_are_refused_and_not_repeated()
    {
        var mistake = Assert.Single(SmallRunbook.Mistakes(SmallRunbook.With("title: Attacks", "title: \"a\\e[31mb\"")));
        Assert.Equal("LH2015", mistake.Code);
        Assert.DoesNotContain(mistake.ToString(), char.IsControl);
    }

    [Theory]
    [InlineData("\"x\\u202Ey\"")]
    [InlineData("\"x\\u200By\"")]
    [InlineData("\"x##vso[task.complete]y\"")]
    public void Text_that_could_fool_a_reader_or_a_build_log_is_made_harmless(string id)
    {
        var mistake = Assert.Single(SmallRunbook.Mistakes(SmallRunbook.With("name: small", $"name: {id}")));
        Assert.Equal("LH2020", mistake.Code);
        Assert.DoesNotContain(mistake.ToString(), letter => letter is '\u202E' or '\u200B');
        Assert.DoesNotContain("##", mistake.ToString());
    }

    [Fact]
    public void All_mistakes_are_reported_in_the_order_of_the_file()
    {
        var text = SmallRunbook.Text
            .Replace("[attack, replay]", "[attack, reply]", StringComparison.Ordinal)
            .Replace("attack.accepted == 0", "atack.accepted == 0", StringComparison.Ordinal)
            .Replace("severity: high", "severity: hgih", StringComparison.Ordinal)
            .Replace("name: small", "nme: small", StringComparison.Ordinal) + "last: x\n";
        var mistakes = SmallRunbook.Mistakes(text);
        Assert.Equal(["LH2010", "LH2011", "LH2041", "LH2022", "LH2050", "LH2010"], mistakes.Select(mistake => mistake.Code));
        Assert.Equal(mistakes.Select(mistake => mistake.Location.Line).Order(), mistakes.Select(mistake => mistake.Location.Line));
    }

    [Fact]
    public void A_flood_of_mistakes_is_cut_and_counted()
    {
        var text = SmallRunbook.Text + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"unknown_key_{i}: x\n"));
        var mistakes = SmallRunbook.Mistakes(text);
        Assert.Equal(101, mistakes.Count);
        Assert.Contains(mistakes, mistake => mistake.Code == "LH2009" && mistake.Message.Contains("19900 further", StringComparison.Ordinal));
    }

    [Fact]
    public void The_exception_says_every_mistake_in_the_form_of_a_build_log()
    {
        var exception = Assert.Throws<RunbookException>(() => SmallRunbook.Read(SmallRunbook.With("severity: high", "severity: huge")));
        Assert.Matches(@"^small\.yaml\(35,19\): error LH2022: 'severity' of a gate is 'huge'; allowed are critical, high, medium, low\.", exception.Message);
    }
}
