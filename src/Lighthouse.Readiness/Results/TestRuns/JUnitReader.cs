using System.Xml;
using System.Xml.Linq;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.TestRuns;

/// <summary>Reads JUnit test results: one suite or several, one in the other. What a suite says of its own number of tests must be what it holds.</summary>
internal static class JUnitReader
{
    public static IReadOnlyList<ToolLabel> Read(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), XmlParts.Settings());
        var root = XDocument.Load(reader).Root!;
        if (root.Name.LocalName is not ("testsuites" or "testsuite"))
            throw new FormatException("its root is neither testsuites nor testsuite");
        foreach (var suite in root.DescendantsAndSelf("testsuite").Where(suite => suite.Attribute("tests") is not null))
        {
            var held = suite.Descendants("testcase").Count();
            if ((int)suite.Attribute("tests")! != held)
                throw new FormatException($"suite '{Numbers.Short((string?)suite.Attribute("name") ?? "")}' counts {(int)suite.Attribute("tests")!} tests and holds {held}");
        }

        var tests = root.Descendants("testcase").ToList();
        // An error beside the tests, such as a fixture that could not be set up, is no passed test either.
        var beside = root.DescendantsAndSelf("testsuite").Elements("error").Count();
        return TestCounts.Of(beside + tests.Count(Failed), tests.Count(test => !Failed(test) && test.Element("skipped") is not null), beside + tests.Count);
    }

    private static bool Failed(XElement test) => test.Element("failure") is not null || test.Element("error") is not null;
}
