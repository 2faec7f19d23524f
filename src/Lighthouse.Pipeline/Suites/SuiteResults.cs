using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Pipeline.Suites;

/// <summary>Reads the result file (xUnit XML) of a test program.</summary>
internal static class SuiteResults
{
    private const int LongestMessage = 4000;

    /// <summary>The tests of a result file; null when it is missing or cut, because the program did not come to its end.</summary>
    public static IReadOnlyList<TestEnded>? Read(string path)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(path, settings);
            return [.. XDocument.Load(reader).Descendants("test").Select(Test)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or XmlException)
        {
            return null;
        }
    }

    private static TestEnded Test(XElement test) => new(
        (string?)test.Attribute("name") ?? "(a test without a name)",
        test.Descendants("trait").Where(trait => (string?)trait.Attribute("name") == "Gate").Select(trait => (string?)trait.Attribute("value")).FirstOrDefault(),
        (string?)test.Attribute("result") switch
        {
            "Pass" => TestOutcome.Passed,
            "Fail" => TestOutcome.Failed,
            "Skip" => TestOutcome.Skipped,
            _ => TestOutcome.NotRun,
        },
        Message(test),
        double.TryParse((string?)test.Attribute("time"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);

    private static string? Message(XElement test)
    {
        var message = (string?)test.Descendants("message").FirstOrDefault() ?? (string?)test.Element("reason") ?? (string?)test.Descendants("warning").FirstOrDefault();
        return message is { Length: > LongestMessage } ? message[..LongestMessage] + "..." : message;
    }
}
