using System.Text;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Evidence;
using Lighthouse.Readiness.Waivers;
using Xunit;

namespace Lighthouse.Readiness.Tests.Waivers;

public sealed class WaiverReaderTests
{
    private const string Good = """
        waivers:
          - gate: nonce-reuse
            finding: 0123456789abcdef
            reason: The package is only used by tests.
            owner: Security
            expires: 2026-12-31
        """;

    private static readonly DateOnly LastDay = new(2026, 12, 31);

    [Fact]
    public void A_waiver_is_read()
    {
        var waiver = Assert.Single(Read(Good).Waivers);
        Assert.Equal(("nonce-reuse", "0123456789abcdef", "Security", LastDay, 2), (waiver.Gate, waiver.Finding, waiver.Owner, waiver.Expires, waiver.Location.Line));
        Assert.Equal("The package is only used by tests.", waiver.Reason);
    }

    [Fact]
    public void No_waiver_is_no_mistake() => Assert.Empty(Read("waivers: []").Waivers);

    [Theory]
    [InlineData("finding: 0123456789abcdef", "finding: 0123", "LH2020")]
    [InlineData("finding: 0123456789abcdef", "finding: 0123456789ABCDEF", "LH2020")]
    [InlineData("gate: nonce-reuse", "gate: nonce-rescue", "LH2050")]
    [InlineData("expires: 2026-12-31", "expires: 2026-02-30", "LH2020")]
    [InlineData("expires: 2026-12-31", "expires: never", "LH2020")]
    [InlineData("owner: Security", "owner: ''", "LH2014")]
    [InlineData("    reason: The package is only used by tests.\n", "", "LH2011")]
    [InlineData("owner: Security", "owner: Security\n    until: later", "LH2010")]
    [InlineData("waivers:", "waviers:", "LH2010")]
    public void A_mistake_is_refused_with_its_place(string what, string with, string code)
    {
        var refused = Assert.Throws<RunbookException>(() => Read(Good.Replace(what, with, StringComparison.Ordinal)));
        Assert.Contains(refused.Errors, error => error.Code == code && error.Location.File == "waivers.yaml");
    }

    [Fact]
    public void One_finding_is_waived_once()
    {
        var twice = Good + "\n" + string.Join('\n', Good.Split('\n').Skip(1));
        Assert.Contains(Assert.Throws<RunbookException>(() => Read(twice)).Errors, error => error.Code == "LH2052" && error.Location.Line == 8);
    }

    [Fact]
    public void A_file_that_was_broken_at_random_is_read_or_refused_and_never_anything_else()
    {
        const int Seed = 417;
        var random = new Random(Seed);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Good);
            for (var change = random.Next(1, 5); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                foreach (var waiver in WaiverReader.Read(bytes, "waivers.yaml", Specimen.Week).Waivers)
                    Assert.Matches("^[0-9a-f]{16}$", waiver.Finding);
            }
            catch (RunbookException refused)
            {
                Assert.NotEmpty(refused.Errors);
            }
        }
    }

    [Theory]
    [InlineData(Severity.High, 0, true)]
    [InlineData(Severity.Low, -100, true)]
    [InlineData(Severity.High, 1, false)]
    [InlineData(Severity.Critical, 0, false)]
    public void A_waiver_covers_its_finding_to_its_last_day_unless_it_is_critical(Severity severity, int daysAfterLast, bool covered)
    {
        var finding = Findings.Of("nonce-reuse", severity: severity);
        var file = Covering(finding);
        Assert.Equal(covered, file.For(finding, LastDay.AddDays(daysAfterLast)) is { Owner: "Security" });
    }

    [Fact]
    public void A_waiver_covers_nothing_else()
    {
        var finding = Findings.Of("nonce-reuse");
        var file = Covering(finding);
        Assert.Null(file.For(finding with { Title = "another" }, LastDay));
        Assert.Null(file.For(finding with { Gate = "answer-latency" }, LastDay));
        Assert.Null(file.For(finding with { Rule = "nonce-reuse/other" }, LastDay));
        Assert.Null(file.For(finding with { Place = new FindingPlace("other.cs", 1) }, LastDay));
        Assert.NotNull(file.For(finding with { Advice = "said otherwise" }, LastDay));
    }

    private static WaiverFile Covering(ReportedFinding finding) => Read(Good.Replace("0123456789abcdef", finding.Fingerprint(), StringComparison.Ordinal));

    private static WaiverFile Read(string text) => WaiverReader.Read(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")), "waivers.yaml", Specimen.Week);
}
