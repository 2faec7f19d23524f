using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;
using Xunit;

namespace Lighthouse.Readiness.Tests.Reporting;

/// <summary>Each payload as test name, message, reason, fault, commit, day and gate title and remedy, through every real report.</summary>
public sealed partial class ReportInjectionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-injection-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> EveryPayload() => [.. Payloads.All];

    [Theory]
    [MemberData(nameof(EveryPayload), DisableDiscoveryEnumeration = true)]
    public void No_report_lets_a_payload_act(string payload)
    {
        var runbook = SampleWeek.Runbook with
        {
            Title = $"title {payload}",
            Planned = [SampleWeek.Runbook.Planned[0] with { Title = payload }, .. SampleWeek.Runbook.Planned.Skip(1)],
            Days = [.. SampleWeek.Runbook.Days.Select(day => day with { Title = payload, Gates = [.. day.Gates.Select(gate => gate with { Title = payload, Owner = payload, Remedy = payload })] })],
        };
        var identity = SampleWeek.Identity with { Commit = payload };
        var days = runbook.Days.Select(day => Poison(SampleWeek.Judged(day, _ => Verdict.Failed) with { Opened = SampleWeek.Begun }, payload)).ToList();
        days[0] = days[0] with { Faults = [new EvidenceFault("LH3001", 1, payload)] };
        days[3] = days[3] with { OnlyGate = payload };
        var decision = DecisionMaker.Decide(runbook, identity, days, GovernanceStanding.Untouched, SampleWeek.Decided) with
        {
            Previous = new PreviousRun(payload, payload, payload, payload, payload, [new PreviousGate(payload, payload, new Dictionary<string, Quantity>())]),
        };

        ReportWriter.WriteDecision(new ReportFolder(folder, File.Create), runbook, decision);
        ReportWriter.WriteDayFailure(folder, runbook, identity, runbook.Days[2], payload, payload, SampleWeek.Decided);

        foreach (var file in Directory.GetFiles(folder))
            AssertHarmless(file, payload);
        AssertConsole(ReportWriter.DecisionTable(runbook, decision));
        foreach (var day in days)
            AssertConsole(ReportWriter.DayTable(runbook, identity, day));
    }

    private static DayVerdict Poison(DayVerdict day, string payload) => day with
    {
        Gates = [.. day.Gates.Select(gate => gate with
        {
            Reason = payload,
            Findings = [Poisoned(gate.Gate.Id, payload)],
            Series = [new FoundSeries(new RecordedSeries(gate.Gate.Id, payload, payload, "s", [new SeriesLine(payload, "%", [0, 1, 2], [1, 2, 3], [0, 1, 2], [2, 3, 4])], [new SeriesSpan(payload, 0, 1)], payload), 6)],
            Distributions = [.. gate.Criteria.Select(criterion => new RecordedDistribution(criterion.Criterion.Metric, new Distribution(Unit.Millisecond, [new Bucket(3, 500)]), [payload], 7))],
            Criteria = [.. gate.Criteria.Select(criterion => criterion with { Reason = payload })],
            Tests = [.. gate.Tests.Select(test => test with { Test = payload, Message = payload })],
        })],
    };

    private static FoundFinding Poisoned(string gate, string payload) => new(
        new ReportedFinding(gate, payload, payload, Severity.High, [payload], new FindingExchange(payload, 200, payload, payload), new FindingPlace(payload, 1), payload, payload),
        new FindingWaiver(payload, payload, new DateOnly(2026, 12, 31)), 5);

    private static void AssertHarmless(string file, string payload)
    {
        var text = File.ReadAllText(file);
        // A tab is white space on a page.
        UntrustedTests.AssertNothingHiddenAndNoCommand(Path.GetExtension(file) == ".html" ? text.Replace('\t', ' ') : text);
        switch (Path.GetExtension(file))
        {
            case ".sarif":
                using (var log = JsonDocument.Parse(text))
                    Assert.Equal(Printable(payload), log.RootElement.GetProperty("runs")[0].GetProperty("properties").GetProperty("commit").GetString());
                break;
            case ".json":
                AssertJson(text, payload);
                break;
            case ".xml":
                Assert.NotNull(XDocument.Parse(text).Root);
                break;
            case ".html":
                AssertPage(text);
                break;
            default:
                AssertMarkdown(text);
                break;
        }
    }

    private static void AssertJson(string text, string payload)
    {
        using var document = JsonDocument.Parse(text);
        // JSON keeps the value as it was; only lone surrogates, which no UTF-8 can hold, are replaced.
        Assert.Equal(Printable(payload), document.RootElement.GetProperty("commit").GetString());
    }

    private static string Printable(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    private static void AssertPage(string text)
    {
        var tags = Tag().Matches(text).Select(match => match.Groups["name"].Value).Distinct();
        Assert.Empty(tags.Except(["html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "ul", "li", "div", "table", "thead", "tbody", "tr", "th", "td", "section", "dl", "dt", "dd", "h3", "h4", "details", "summary", "span", "small", "strong", "b", "figure", "figcaption", "pre", "caption",
            "nav", "main", "footer", "a", "svg", "path", "line", "rect", "circle", "text", "polyline", "polygon"]));
        Assert.Equal(text.Count(character => character == '<'), Tag().Count(text) + 1);
        Assert.DoesNotContain(Tag().Matches(text), match => EventAttribute().IsMatch(match.Value));
        Assert.All(Link().Matches(text).Select(match => match.Groups["to"].Value), to => Assert.Matches("^(#|evidence/)[a-z0-9./-]+$", to));
    }

    private static void AssertMarkdown(string text)
    {
        foreach (var line in text.Split('\n').Where(line => line.StartsWith('|')))
            Assert.InRange(UnescapedBar().Count(line), 4, 8);
        Assert.DoesNotContain('<', text);
        Assert.DoesNotMatch(UnescapedLink(), text);
        Assert.All(text.Split('\n').Where(line => line.StartsWith('#')), line => Assert.Matches("^#{1,2} [^#]", line));
    }

    private static void AssertConsole(string text)
    {
        UntrustedTests.AssertNothingHiddenAndNoCommand(text);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [GeneratedRegex(@"</?(?<name>[a-z0-9]+)(?: [a-zA-Z0-9-]+=""[^""<>]*"")*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@" on[a-z]*=", RegexOptions.IgnoreCase)]
    private static partial Regex EventAttribute();

    [GeneratedRegex(@" href=""(?<to>[^""]*)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\\)(?:\\\\)*\|")]
    private static partial Regex UnescapedBar();

    [GeneratedRegex(@"(?<!\\)(?:\\\\)*[\[`]|(?<!\\)://")]
    private static partial Regex UnescapedLink();
}
