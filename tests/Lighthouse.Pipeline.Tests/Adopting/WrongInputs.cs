namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>Whatever is wrong is said once, with a code, and without the inside of the program.</summary>
public sealed class WrongInputs : IDisposable
{
    private static readonly string Host = Path.Combine(Checkout.Root, "src", "Lighthouse.Tool", "bin", "Release", "net10.0", "lighthouse.dll");
    private readonly TemporaryFolder folder = new();

    public WrongInputs()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, "docs", "examples", "any-language")))
            File.Copy(file, folder[Path.GetFileName(file)]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("LH6018", 2, "", "", "--runbook=missing.yaml")]
    [InlineData("LH2004", 2, "title: Readiness", "title: [Readiness", "--target=GoNoGo")]
    [InlineData("LH2010", 2, "severity: critical", "severity: critical\n        titel: x", "--target=GoNoGo")]
    [InlineData("LH2041", 2, "- orders.errors <= 5 %", "- orders.failures <= 5 %", "--target=GoNoGo")]
    [InlineData("LH2051", 2, "performance_day: Tuesday", "performance_day: Friday", "--target=GoNoGo")]
    [InlineData("LH2070", 2, "  command: [python3, service.py]\n", "", "--target=GoNoGo")]
    [InlineData("LH2073", 2, "{port}", "{prot}", "--target=GoNoGo")]
    [InlineData("LH2061", 2, "  health: /health", "  health: /health\n  credentials: { admin: hunter2 }", "--target=GoNoGo")]
    [InlineData("LH4013", 2, "  health: /health", "  health: /health\n  credentials: { admin: $ADOPTING_UNSET }", "--target=GoNoGo")]
    [InlineData("LH6001", 2, "", "", "--profiel=quick")]
    [InlineData("LH6007", 2, "", "", "--gate=order-latecny")]
    [InlineData("LH6104", 2, "", "", "--target=Tuesday")]
    [InlineData("LH5104", 3, "command: [python3, measure.py]", "suite: Orders.Suite", "--target=Performance")]
    public async Task Is_one_line_with_a_code(string code, int exitCode, string old, string changed, string argument)
    {
        Change(old, changed);
        var outcome = await RunAsync(argument);
        outcome.Require(exitCode);
        Assert.Contains(code, outcome.All, StringComparison.Ordinal);
        Assert.Single(outcome.All.Split('\n'), line => line.Contains($"{code}:", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"(?m)^\s+at [^ (]+\(", outcome.All);
    }

    [Fact]
    public async Task A_runbook_without_a_target_asks_for_one()
    {
        var text = await File.ReadAllTextAsync(folder["readiness.yaml"], TestContext.Current.CancellationToken);
        var from = text.IndexOf("target:", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder["readiness.yaml"], text.Remove(from, text.IndexOf("metrics:", StringComparison.Ordinal) - from), TestContext.Current.CancellationToken);
        var outcome = await RunAsync("--target=GoNoGo");
        outcome.Require(2);
        Assert.StartsWith("LH4012: ", Assert.Single(outcome.All.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("command: [python3, service.py]", "command: [no-such-program]", "LH4008")]
    [InlineData("command: [python3, service.py]", "command: [python3, no-such-file.py]", "LH4004")]
    [InlineData("command: [python3, measure.py]", "command: [no-such-program]", "NotRun")]
    [InlineData("command: [python3, measure.py]", "command: [python3, no-such-file.py]", "exit code 2")]
    [InlineData("command: [python3, measure.py]", "command: [\"true\"]", "LH3042")]
    [InlineData("command: [python3, measure.py]", "command: [sh, -c, \"echo nonsense >> $LIGHTHOUSE_EVIDENCE\"]", "LH3041")]
    public async Task What_cannot_be_started_or_believed_is_no_pass(string old, string changed, string says)
    {
        Change(old, changed);
        var outcome = await RunAsync("--target=GoNoGo");
        outcome.Require(1);
        Assert.Contains(says, outcome.All, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?m)^\s+at [^ (]+\(", outcome.All);
    }

    private Task<CommandOutcome> RunAsync(string argument) => CommandLine.RunAsync(folder.Path, new Dictionary<string, string?>(), "dotnet", Host, argument);

    private void Change(string old, string changed)
    {
        if (old.Length == 0)
            return;
        var text = File.ReadAllText(folder["readiness.yaml"]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(folder["readiness.yaml"], text.Replace(old, changed, StringComparison.Ordinal));
    }
}
