using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Governance.Comparing;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;
using Xunit;

namespace Lighthouse.Readiness.Tests.Governance;

public sealed class ExceptionComparisonTests
{
    private const string Waiver = """
        waivers:
          - { gate: auth-bypass, finding: 0123456789abcdef, reason: Known., owner: Security, expires: 2026-06-30 }
        """;

    private const string List = """
        {
          // A comment.
          "entries": [ { "rule": "R1", "file": "src/A.cs", "text": "MD5", "reason": "A form.", "owner": "Security", "expires": "2026-06-30" } ]
        }
        """;

    [Fact]
    public void A_waiver_that_was_not_there_or_holds_longer_is_weaker()
    {
        Assert.Equal(["waiver of 0123456789abcdef: a finding of auth-bypass is borne until 2026-06-30 that was not borne"], Waivers("waivers: []", Waiver));
        Assert.Equal(["waiver of 0123456789abcdef: a finding of auth-bypass is borne until 2026-06-30 that was not borne"], Waivers(null, Waiver));
        Assert.Equal(["waiver of 0123456789abcdef: it ended on 2026-06-30 and ends on 2026-07-01"], Waivers(Waiver, Waiver.Replace("06-30", "07-01", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_waiver_that_is_the_same_ends_earlier_or_is_gone_is_not()
    {
        Assert.Empty(Waivers(Waiver, Waiver));
        Assert.Empty(Waivers(Waiver, Waiver.Replace("06-30", "06-29", StringComparison.Ordinal)));
        Assert.Empty(Waivers(Waiver, Waiver.Replace("Known.", "Well known.", StringComparison.Ordinal)));
        Assert.Empty(Waivers(Waiver, null));
    }

    [Fact]
    public void An_entry_that_was_not_there_covers_more_or_holds_longer_is_weaker()
    {
        Assert.Equal(["allow.json: file src/A.cs, rule R1, text MD5 is excused until 2026-06-30 and was not excused"], Entries(null, List));
        Assert.Equal(["allow.json: file src/*, rule R1, text MD5 is excused until 2026-06-30 and was not excused"], Entries(List, List.Replace("src/A.cs", "src/*", StringComparison.Ordinal)));
        Assert.Equal(["allow.json: file src/A.cs, rule R1, text MD5 was excused until 2026-06-30 and is until 2026-07-01"], Entries(List, List.Replace("06-30", "07-01", StringComparison.Ordinal)));
        Assert.Single(Entries(List, List.Replace(", \"expires\": \"2026-06-30\"", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_entry_that_is_the_same_ends_earlier_or_is_gone_is_not()
    {
        Assert.Empty(Entries(List, List));
        Assert.Empty(Entries(List, List.Replace("06-30", "06-29", StringComparison.Ordinal)));
        Assert.Empty(Entries(List, List.Replace("A form.", "Another form.", StringComparison.Ordinal)));
        Assert.Empty(Entries(List, """{ "entries": [] }"""));
        Assert.Empty(Entries(List, null));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{ \"entries\": {} }")]
    [InlineData("{ \"entries\": [ 1 ] }")]
    [InlineData("{")]
    public void A_list_that_makes_no_sense_is_not_taken_for_unchanged(string text)
    {
        Assert.Equal(["allow.json: it cannot be compared: before or after the change it cannot be read by this version"], All(GovernedKind.Exceptions, List, text));
        Assert.Equal(["waivers.yaml: it cannot be compared: before or after the change it cannot be read by this version"], All(GovernedKind.Waivers, Waiver, "others: []"));
    }

    [Fact]
    public void Without_the_runbook_before_waivers_are_read_by_the_one_after() => Assert.Single(All(GovernedKind.Waivers, null, Waiver));

    private static IEnumerable<string> Waivers(string? before, string? after) =>
        ExceptionComparison.Waivers(new GovernedFile(GovernedKind.Waivers, "waivers.yaml", before, after), SampleWeek.Runbook, SampleWeek.Runbook).Select(one => one.ToString());

    private static IEnumerable<string> Entries(string? before, string? after) =>
        ExceptionComparison.Entries(new GovernedFile(GovernedKind.Exceptions, "allow.json", before, after)).Select(one => one.ToString());

    private static IEnumerable<string> All(GovernedKind kind, string? before, string? after)
    {
        var file = new GovernedFile(kind, kind == GovernedKind.Waivers ? "waivers.yaml" : "allow.json", before, after);
        return RuleComparison.Of(new GovernanceRecord("b", null, [file], []), SampleWeek.Runbook, null).Select(one => one.ToString()).Skip(1);
    }
}
