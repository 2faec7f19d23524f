using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Evidence;

/// <summary>What a suite in another language reports is taken whole or not at all.</summary>
public sealed class ReportedLinesTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Measurements_of_each_shape_and_tests_are_read()
    {
        var entries = Read(
            $$"""{"metric":"{{Specimen.Accepted}}","value":0,"unit":"","attempts":4000,"how":"by hand"}""",
            "",
            $$"""{"metric":"{{Specimen.Latency}}","values":[41,42.5],"unit":"ms","how":"by hand","gate":"answer-latency","test":"mine","doubts":["late"]}""",
            $$"""{"metric":"{{Specimen.Errors}}","hits":2,"trials":100,"how":"by hand","gate":"answer-latency"}""",
            """{"test":"all of it","gate":"answer-latency","outcome":"failed","message":"no","seconds":1.5}""");

        var measured = entries.OfType<Measured>().Select(entry => entry.Measurement).ToList();
        Assert.Equal(["nonce-reuse", "answer-latency", "answer-latency"], measured.Select(one => one.Gate));
        Assert.Equal(new long[] { 4000, 2, 100 }, measured.Select(one => one.Observation.Samples));
        Assert.Equal(("mine", "late"), (measured[1].Test, Assert.Single(measured[1].Doubts)));
        // The suite itself is the test of a gate that names none.
        var tests = entries.OfType<TestEnded>().ToList();
        Assert.Equal([("all of it", "answer-latency", TestOutcome.Failed), (Specimen.Monday.Suite, "nonce-reuse", TestOutcome.Passed)], tests.Select(test => (test.Test, test.Gate!, test.Outcome)));
    }

    [Theory]
    [InlineData("no json", "LH3041")]
    [InlineData("null", "LH3041")]
    [InlineData("{}", "LH3041")]
    [InlineData("""{"metric":"unheard.of","value":0,"attempts":1,"how":"x","gate":"nonce-reuse"}""", "LH3031")]
    [InlineData("""{"metric":"ACCEPTED","value":0,"attempts":1}""", "LH3034")]
    [InlineData("""{"metric":"ACCEPTED","value":0,"attempts":1,"how":"x","verdict":"passed"}""", "verdict")]
    [InlineData("""{"metric":"ACCEPTED","value":0,"how":"x"}""", "'attempts'")]
    [InlineData("""{"metric":"ACCEPTED","value":0,"attempts":-1,"how":"x"}""", "LH3017")]
    [InlineData("""{"metric":"ACCEPTED","value":"0","attempts":1,"how":"x"}""", "LH3041")]
    [InlineData("""{"metric":"ACCEPTED","value":0,"value":1,"attempts":1,"how":"x"}""", "LH3041")]
    [InlineData("""{"metric":"ACCEPTED","value":0,"unit":"parsec","attempts":1,"how":"x"}""", "unknown unit 'parsec'")]
    [InlineData("""{"metric":"ACCEPTED","value":0,"unit":"ms","attempts":1,"how":"x"}""", "LH3032")]
    [InlineData("""{"metric":"ACCEPTED","hits":0,"trials":1,"how":"x"}""", "LH3032")]
    [InlineData("""{"metric":"ACCEPTED","value":0,"attempts":1,"hits":0,"trials":1,"how":"x"}""", "a measurement has either")]
    [InlineData("""{"metric":"ACCEPTED","value":0,"attempts":1,"how":"x","outcome":"passed"}""", "a line of its own")]
    [InlineData("""{"metric":"ACCEPTED","value":0,"attempts":1,"how":"x","gate":"endurance"}""", "LH3033")]
    [InlineData("""{"metric":"ERRORS","hits":0,"trials":1,"how":"x"}""", "more than one gate")]
    [InlineData("""{"test":"t","gate":"nonce-reuse","outcome":"green"}""", "passed, failed, skipped")]
    [InlineData("""{"test":"t","gate":"unheard-of","outcome":"passed"}""", "its gates: nonce-reuse")]
    public void One_line_that_does_not_fit_spoils_the_whole(string line, string says)
    {
        var problem = Assert.Throws<EvidenceException>(() => Read(
            """{"test":"t","gate":"nonce-reuse","outcome":"passed"}""",
            line.Replace("ACCEPTED", Specimen.Accepted, StringComparison.Ordinal).Replace("ERRORS", Specimen.Errors, StringComparison.Ordinal)));
        Assert.StartsWith("LH3041: line 2 ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_no_report()
    {
        Assert.Equal("LH3042", Assert.Throws<EvidenceException>(() => Read()).Code);
        File.Delete(path);
        Assert.Equal("LH3042", Assert.Throws<EvidenceException>(() => new ReportedLines(Specimen.Week, Specimen.Monday, Profile.Quick).Read(path)).Code);
    }

    private IReadOnlyList<EvidenceEntry> Read(params string[] lines)
    {
        File.WriteAllLines(path, lines);
        return new ReportedLines(Specimen.Week, Specimen.Monday, Profile.Quick).Read(path);
    }
}
