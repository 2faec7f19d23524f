namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>The cookbook's day of one's own: a task by its name, and part of the decision.</summary>
public sealed class DayOfOnesOwn
{
    [Fact]
    public async Task Runs_alone_by_its_name_and_counts_in_the_decision()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, "docs", "examples", "any-language")))
            File.Copy(file, folder[Path.GetFileName(file)]);
        var page = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "cookbook.md"), TestContext.Current.CancellationToken);
        var recipe = page[page.IndexOf("## 13. ", StringComparison.Ordinal)..];
        var (yaml, line) = (Between(recipe, "```yaml\n", "```"), Between(recipe, "```json\n", "```"));
        var runbook = await File.ReadAllTextAsync(folder["readiness.yaml"], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            folder["readiness.yaml"],
            runbook.Replace("metrics:\n", Between(yaml, "", "days:\n"), StringComparison.Ordinal).Replace("decision:\n", Between(yaml, "days:\n", null) + "decision:\n", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        Report(folder, line);
        var alone = await RunAsync(folder, "--target=Accessibility");
        alone.Require(0);
        Assert.DoesNotContain("order-latency ", alone.All, StringComparison.Ordinal);
        Report(folder, line.Replace("\"value\": 0", "\"value\": 1", StringComparison.Ordinal));
        var decided = await RunAsync(folder, "--target=GoNoGo");
        decided.Require(1);
        Assert.Contains("controls-have-names", decided.All, StringComparison.Ordinal);
    }

    private static void Report(TemporaryFolder folder, string line) => File.WriteAllText(folder["accessibility.py"], $"import os\nopen(os.environ['LIGHTHOUSE_EVIDENCE'], 'a').write('''{line}''')\n");

    private static string Between(string text, string from, string? to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return to is null ? text[start..] : text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private static Task<CommandOutcome> RunAsync(TemporaryFolder folder, string target) => CommandLine.RunAsync(
        folder.Path, new Dictionary<string, string?>(), "dotnet", Path.Combine(Checkout.Root, "src", "Lighthouse.Tool", "bin", "Release", "net10.0", "lighthouse.dll"), target);
}
