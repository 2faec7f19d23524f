using System.Text.RegularExpressions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Testing;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

/// <summary>Every recipe of docs/cookbook.md is a gate that the reader takes, and the line below it is evidence for that gate.</summary>
public sealed class CookbookTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "cookbook.md"));

    public static TheoryData<string> Recipes => [.. Regex.Matches(s_page, @"(?m)^## (\d+\. .+)$").Select(heading => heading.Groups[1].Value)];

    /// <summary>Those that a suite writes lines for; the figures of the others come from files of other tools, or from the libraries.</summary>
    public static TheoryData<string> RecipesWithLine => [.. Recipes.Select(row => row.Data).Where(recipe => Block(recipe, "json") is not null)];

    [Fact]
    public void There_are_ten_and_half_of_them_have_a_line() => Assert.Equal((10, 5), (Recipes.Count, RecipesWithLine.Count));

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_is_a_gate(string recipe)
    {
        var gate = Assert.Single(Read(recipe).Gates);
        Assert.NotEmpty(gate.Criteria);
        Assert.NotEmpty(gate.Sizes);
    }

    [Theory]
    [MemberData(nameof(RecipesWithLine))]
    public void Its_line_is_evidence_for_it(string recipe)
    {
        var runbook = Read(recipe);
        var gate = runbook.Gates.Single();
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Block(recipe, "json"));
            var profile = Enum.GetValues<Profile>().First(gate.IsEvaluatedIn);
            var measured = Assert.Single(new ReportedLines(runbook, runbook.Days[0], profile).Read(path).OfType<Measured>());
            Assert.Equal(gate.Id, measured.Measurement.Gate);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Runbook Read(string recipe)
    {
        var yaml = Block(recipe, "yaml");
        Assert.NotNull(yaml);
        var gates = yaml.IndexOf("gates:\n", StringComparison.Ordinal);
        var inDay = string.Join('\n', yaml[gates..].Split('\n').Select(line => "    " + line));
        return SmallRunbook.Read($$"""
            name: cookbook
            title: A recipe in a runbook
            target: { url: "http://127.0.0.1:1/", health: / }
            {{yaml[..gates]}}
            days:
              - name: Tuesday
                task: Performance
                title: A day
                command: [python3, measure.py]
                time_limits: { quick: 60 s, standard: 10 min, full: 12 h }
            {{inDay}}
            decision:
              performance_day: Tuesday
              approvals: { quick: [], standard: [], full: [] }
            """);
    }

    private static string? Block(string recipe, string language)
    {
        var from = s_page.IndexOf($"## {recipe}\n", StringComparison.Ordinal);
        var end = s_page.IndexOf("\n## ", from + 1, StringComparison.Ordinal);
        var found = Regex.Match(s_page[from..(end < 0 ? s_page.Length : end)], $"(?s)```{language}\n(.*?)```");
        return found.Success ? found.Groups[1].Value : null;
    }
}
