using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Pipeline.Tests.Suites;

public sealed class SuiteResultsTests : IDisposable
{
    private const string Whole = """
        <?xml version="1.0"?>
        <assemblies><assembly name="x"><collection name="c">
          <test name="A.passes" result="Pass" time="0.5"><traits><trait name="Gate" value="one" /></traits></test>
          <test name="A.fails" result="Fail" time="1"><traits><trait name="Gate" value="two" /></traits><failure><message>no &lt;luck&gt;</message></failure></test>
          <test name="A.skips" result="Skip" time="0"><reason>not here</reason></test>
          <test name="A.warns" result="Pass" time="0"><warnings><warning>asked again</warning></warnings></test>
          <test name="A.odd" result="NotRun" time="0" />
        </collection></assembly></assemblies>
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_outcome_is_read_with_its_gate_and_message()
    {
        var tests = Read(Whole)!;
        Assert.Equal(
            [
                new TestEnded("A.passes", "one", TestOutcome.Passed, null, 0.5),
                new TestEnded("A.fails", "two", TestOutcome.Failed, "no <luck>", 1),
                new TestEnded("A.skips", null, TestOutcome.Skipped, "not here", 0),
                new TestEnded("A.warns", null, TestOutcome.Passed, "asked again", 0),
                new TestEnded("A.odd", null, TestOutcome.NotRun, null, 0),
            ],
            tests);
    }

    [Fact]
    public void A_missing_file_is_no_result() => Assert.Null(SuiteResults.Read(folder["none.xml"]));

    [Fact]
    public void A_cut_file_is_no_result_wherever_it_is_cut()
    {
        var trimmed = Whole.TrimEnd();
        for (var length = 0; length < trimmed.Length; length += 7)
            Assert.Null(Read(trimmed[..length]));
    }

    [Fact]
    public void A_document_type_is_not_followed() =>
        Assert.Null(Read("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><assemblies>&a;</assemblies>"));

    private IReadOnlyList<TestEnded>? Read(string xml)
    {
        File.WriteAllText(folder["results.xml"], xml);
        return SuiteResults.Read(folder["results.xml"]);
    }
}
