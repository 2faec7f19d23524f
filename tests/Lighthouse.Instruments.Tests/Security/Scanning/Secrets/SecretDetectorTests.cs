using System.Globalization;
using System.Text;
using Lighthouse.Security.Scanning.Secrets;
using Lighthouse.Testing;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Secrets;

public sealed class SecretDetectorTests
{
    private static readonly SecretDetector Detector = new();

    [Fact]
    public void It_finds_what_is_secret_and_little_else()
    {
        var right = LabelledSet.All.Where(text => text.IsSecret == IsFound(text)).Count();
        Assert.True(LabelledSet.All.Count >= 400, $"the set has only {LabelledSet.All.Count} texts.");
        Assert.True(Recall >= 0.99, $"recall {Recall:P1}; missed: {string.Join("\n", Wrong(isSecret: true))}");
        Assert.True(Precision >= 0.95, $"precision {Precision:P1}; found wrongly: {string.Join("\n", Wrong(isSecret: false))}");
        Assert.InRange(right, 1, LabelledSet.All.Count);
    }

    [Fact]
    public void The_figures_in_the_documentation_are_the_measured_ones()
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "secret-scan.md"));
        Assert.True(page.ReplaceLineEndings("\n").Contains(Table(), StringComparison.Ordinal), $"docs/secret-scan.md must hold this table:\n{Table()}");
    }

    [Fact]
    public void A_detector_that_finds_nothing_would_fail_the_set() =>
        Assert.Contains(LabelledSet.All, text => text.IsSecret && IsFound(text));

    [Fact]
    public void A_hit_names_its_line_and_the_first_pattern_that_fits()
    {
        var token = "gh" + "p_" + new Drawn(1).Letters(36);
        var hit = Assert.Single(Detector.Find($"one\ntwo\nvar tok" + $"en = \"{token}\";\n"));
        Assert.Equal(("github-token", token, 3), (hit.Pattern.Name, hit.Value, hit.Line));
    }

    [Fact]
    public void A_secret_deep_in_a_line_without_an_end_is_found()
    {
        var drawn = new Drawn(2);
        var key = "AK" + "IA" + drawn.Base32(16);
        var line = new string('a', 300_000) + " token " + new string('b', 11_990) + $" {key} " + new string('c', 50_000);
        Assert.Equal(key, Assert.Single(Detector.Find(line)).Value);
    }

    [Fact]
    public void No_text_breaks_it()
    {
        var drawn = new Drawn(3);
        var pieces = LabelledSet.All.Select(text => text.Text).ToArray();
        for (var round = 0; round < 2000; round++)
        {
            var (one, other) = (drawn.One(pieces), drawn.One(pieces));
            var text = one[..drawn.Between(0, one.Length)] + Encoding.Latin1.GetString(drawn.Bytes(drawn.Between(0, 20))) + other[drawn.Between(0, other.Length)..];
            Assert.All(Detector.Find(text), hit => Assert.InRange(hit.Line, 1, text.Count(letter => letter == '\n') + 1));
        }
    }

    private static double Recall => (double)LabelledSet.All.Count(text => text.IsSecret && IsFound(text)) / LabelledSet.All.Count(text => text.IsSecret);

    private static double Precision => (double)LabelledSet.All.Count(text => text.IsSecret && IsFound(text)) / LabelledSet.All.Count(IsFound);

    private static bool IsFound(LabelledText text) => Detector.Find(text.Text).Count > 0;

    private static IEnumerable<string> Wrong(bool isSecret) =>
        LabelledSet.All.Where(text => text.IsSecret == isSecret && IsFound(text) != isSecret).Select(text => $"{text.Kind}: {text.Text[..Math.Min(160, text.Text.Length)]}");

    private static string Table()
    {
        var table = new StringBuilder("| Kind | Texts | Hold a secret | Reported |\n| --- | ---: | ---: | ---: |\n");
        foreach (var kind in LabelledSet.All.GroupBy(text => text.Kind))
            table.Append(CultureInfo.InvariantCulture, $"| {kind.Key} | {kind.Count()} | {kind.Count(text => text.IsSecret)} | {kind.Count(IsFound)} |\n");
        table.Append(CultureInfo.InvariantCulture, $"| **all** | {LabelledSet.All.Count} | {LabelledSet.All.Count(text => text.IsSecret)} | {LabelledSet.All.Count(IsFound)} |\n\n");
        table.Append(CultureInfo.InvariantCulture, $"Recall {Recall * 100:0.0} %, precision {Precision * 100:0.0} %.\n");
        return table.ToString();
    }
}
