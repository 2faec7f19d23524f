using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Reporting.Html;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Decisions;
using Xunit;

namespace Lighthouse.Readiness.Tests.Reporting.Html;

/// <summary>The page as a browser, a screen reader and a printer need it.</summary>
public sealed partial class DecisionPageTests
{
    private static readonly XElement[] Pages = [Parsed(Go()), Parsed(NoGo())];

    public static TheoryData<int> EveryPage() => [0, 1];

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void It_has_its_landmarks_and_one_first_heading(int page)
    {
        var body = Pages[page].Element("body")!;

        Assert.All(["header", "main", "nav", "footer", "h1"], name => Assert.Single(body.Descendants(name)));
        Assert.Equal("#main", body.Elements().First().Attribute("href")!.Value);
        Assert.Equal("main", body.Descendants("main").Single().Attribute("id")!.Value);
        Assert.Equal("en", Pages[page].Attribute("lang")!.Value);
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void No_heading_is_passed_over(int page)
    {
        var levels = Pages[page].Descendants().Where(element => Heading().IsMatch(element.Name.LocalName)).Select(element => element.Name.LocalName[1] - '0').ToList();

        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 2, $"h{pair.First}, then h{pair.Second}"));
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_link_and_every_label_leads_somewhere(int page)
    {
        var ids = Pages[page].Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>().ToList();
        var local = Pages[page].Descendants("a").Select(link => link.Attribute("href")!.Value).Where(to => to[0] == '#').Select(to => to[1..]);
        var labels = Pages[page].Descendants().SelectMany(element => new[] { element.Attribute("aria-labelledby"), element.Attribute("aria-describedby") }).OfType<XAttribute>().Select(label => label.Value);

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Empty(local.Concat(labels).Except(ids));
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_table_has_a_caption_and_every_heading_cell_a_scope(int page)
    {
        Assert.All(Pages[page].Descendants("table"), table => Assert.False(string.IsNullOrWhiteSpace(table.Element("caption")?.Value)));
        Assert.All(Pages[page].Descendants("th"), cell => Assert.Contains(cell.Attribute("scope")?.Value, new[] { "col", "row", "rowgroup" }));
        Assert.All(Pages[page].Descendants("tbody").Elements("tr"), row => Assert.Equal("th", row.Parent!.Elements("tr").First().Elements().First().Name.LocalName));
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_drawing_has_a_name_and_words_or_is_for_the_eye_only(int page) => Assert.All(Pages[page].Descendants("svg"), drawing =>
        Assert.True(drawing.Attribute("aria-hidden")?.Value == "true" || (drawing.Attribute("role")?.Value == "img" && drawing.Attribute("aria-labelledby") is not null && drawing.Attribute("aria-describedby") is not null)));

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_verdict_is_a_shape_and_a_word_too(int page) => Assert.All(
        Pages[page].Descendants().Where(element => element.Attribute("class")?.Value is "chip good" or "chip bad" or "chip open" or "chip none" || (element.Name.LocalName == "a" && element.Attribute("title") is not null)),
        mark => Assert.True(mark.Element("svg") is not null && mark.Value.Trim().Length > 3));

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void It_needs_no_script_and_nothing_from_outside(int page)
    {
        Assert.DoesNotContain(Pages[page].Descendants(), element => element.Name.LocalName is "script" or "img" or "link" or "iframe" or "object" or "form");
        Assert.DoesNotContain("://", Pages[page].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("url(", PageStyle.Css, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(PageStyle.Css, character => character is '<' or '>' or '&' or '\'' or '"');
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'", Pages[page].Descendants("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!.Value);
    }

    [Fact]
    public void The_decision_and_its_scope_come_first_and_every_gate_is_there_by_name()
    {
        var main = Pages[1].Descendants("main").Single();
        var gates = main.Descendants("tbody").Where(body => body.Attribute("class")?.Value == "gate").Select(body => body.Attribute("id")!.Value);

        Assert.StartsWith("NO-GO", Folded(main.Elements().First()), StringComparison.Ordinal);
        Assert.Contains("csrf, leak, clock-skew", Folded(main.Elements().First()), StringComparison.Ordinal);
        Assert.Equal(SampleWeek.Runbook.Gates.Where(gate => gate.IsEvaluatedIn(Profile.Quick)).Select(gate => $"gate-{gate.Id}"), gates);
        Assert.Contains("throughput Tuesday deferred to standard", Folded(main), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_evidence_gives_the_same_bytes_whatever_the_language_of_the_machine()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var expected = Page(Go());
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator) = (",", ".");
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, Page(Go()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Every_text_colour_has_the_contrast_of_AA_on_every_ground(string scheme)
    {
        var colours = Colour().Matches(PageStyle.Css).Select(match => (Name: match.Groups["name"].Value, Value: match.Groups["value"].Value)).GroupBy(one => one.Name)
            .ToDictionary(group => group.Key, group => group.ElementAt(scheme == "light" ? 0 : 1).Value);
        string[] texts = ["ink", "muted", "accent", "good", "bad", "open"];

        Assert.All(texts, text => Assert.All(["paper", "soft"], ground => AssertContrast(colours, text, ground)));
        Assert.All(["good", "bad", "open"], text => AssertContrast(colours, text, $"{text}-soft"));
    }

    private static void AssertContrast(Dictionary<string, string> colours, string text, string ground)
    {
        var (one, other) = (Luminance(colours[text]), Luminance(colours[ground]));
        var contrast = (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
        Assert.True(contrast >= 4.5, $"{text} on {ground}: {contrast:0.00}");
    }

    // Relative luminance as WCAG 2 defines it.
    private static double Luminance(string hex)
    {
        double Part(int from)
        {
            var value = int.Parse(hex.AsSpan(from, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Part(0) + 0.7152 * Part(2) + 0.0722 * Part(4);
    }

    private static string Folded(XElement element) => Blanks().Replace(string.Join(' ', element.DescendantNodes().OfType<XText>().Select(text => text.Value)), " ").Trim();

    // Every element is closed and every text escaped, so that a page is XML once its void elements are closed too.
    private static XElement Parsed(Decision decision) => XElement.Parse(VoidTag().Replace(Page(decision)["<!DOCTYPE html>\n".Length..], "<meta$1/>"));

    private static string Page(Decision decision) => DecisionPage.Render(SampleWeek.Runbook, decision, Basis.Of(SampleWeek.Runbook, decision.Identity, decision.Days));

    private static Decision Go() => Decide([.. SampleWeek.Passing().Select(Drawn)]);

    private static Decision NoGo() => Decide([.. SampleWeek.Runbook.Days.Select(day => Drawn(SampleWeek.Judged(day, gate => gate.Id switch
    {
        "elicitation-latency" => Verdict.Failed,
        "error-rate" => Verdict.Inconclusive,
        "elicitation-workflow" => Verdict.NotRun,
        _ => Verdict.Passed,
    })))]);

    private static Decision Decide(IReadOnlyList<DayVerdict> days) => DecisionMaker.Decide(SampleWeek.Runbook, SampleWeek.Identity, days, GovernanceStanding.Untouched, SampleWeek.Decided);

    private static DayVerdict Drawn(DayVerdict day) => day with
    {
        Gates = [.. day.Gates.Select(gate => gate with
        {
            Distributions = [.. gate.Criteria.Select(criterion => criterion.Criterion.Metric).Distinct().Select(metric => new RecordedDistribution(metric, new Distribution(Unit.Millisecond, [new Bucket(1.5, 900), new Bucket(7.25, 100)]), [], 4))],
            Series = [new FoundSeries(new RecordedSeries(gate.Gate.Id, "Requests", "time", "s", [new SeriesLine("answered", "%", [0.25, 0.75], [100, 12.5])], [new SeriesSpan("cut", 0.5, 0.7)], "test"), 8)],
            Findings = gate.Gate.Id == "auth-bypass" ? [new FoundFinding(new ReportedFinding("auth-bypass", "rule", "title", Severity.High, [], null, null, "advice", "test"), new FindingWaiver("Security", "known", new DateOnly(2026, 4, 1)), 5)] : [],
        })],
    };

    [GeneratedRegex("^h[1-6]$")]
    private static partial Regex Heading();

    [GeneratedRegex("<meta([^>]*)>")]
    private static partial Regex VoidTag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"--(?<name>[a-z-]+): #(?<value>[0-9a-f]{6})")]
    private static partial Regex Colour();
}
