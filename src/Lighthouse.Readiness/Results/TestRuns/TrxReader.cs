using System.Xml;
using System.Xml.Linq;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.TestRuns;

/// <summary>Reads Visual Studio test results. A test that neither passed nor was left out has failed, whatever its outcome is called.</summary>
internal static class TrxReader
{
    public static IReadOnlyList<ToolLabel> Read(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), XmlParts.Settings());
        var root = XDocument.Load(reader).Root!;
        if (root.Name.LocalName != "TestRun")
            throw new FormatException("its root is no TestRun");
        var outcomes = root.Descendants().Where(element => element.Name.LocalName == "UnitTestResult").Select(test => (string?)test.Attribute("outcome") ?? "").ToList();
        var summary = root.Elements().FirstOrDefault(element => element.Name.LocalName == "ResultSummary") ?? throw new FormatException("it has no ResultSummary: the run did not come to its end");
        if (((string?)summary.Attribute("outcome")) is "Aborted" or "Error" or "Timeout" or "Disconnected")
            throw new FormatException($"the run itself ended '{(string?)summary.Attribute("outcome")}'");
        var counted = summary.Elements().Where(element => element.Name.LocalName == "Counters").Select(counters => (int?)counters.Attribute("total")).FirstOrDefault();
        if (counted != outcomes.Count)
            throw new FormatException($"it counts {counted} tests and holds {outcomes.Count}");
        return TestCounts.Of(outcomes.Count(outcome => outcome is not ("Passed" or "NotExecuted")), outcomes.Count(outcome => outcome == "NotExecuted"), outcomes.Count);
    }
}
