using Lighthouse.Build;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Serilog;

namespace Lighthouse.Pipeline.Tests.Whole;

/// <summary>The web scanner wapiti really runs against the bridge, where it is installed and the profile gives it time.</summary>
public sealed class WebScannerJoins : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CollectingSink printed = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task And_the_record_says_what_it_reached()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/wapiti"), "'wapiti' is not installed; install the package wapiti to measure it");
        const string Quick = "quick: { cases: 5, connections: 200, slow: 2500 ms }";
        var text = await File.ReadAllTextAsync(Checkout.Week2, TestContext.Current.CancellationToken);
        Assert.Contains(Quick, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder["week2.yaml"], text.Replace(Quick, "quick: { cases: 5, connections: 200, slow: 2500 ms, scanner: 15 s }", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var runbook = RunbookReader.ReadFile(folder["week2.yaml"]);
        using var log = new LoggerConfiguration().WriteTo.Sink(printed).CreateLogger();
        var run = new ReadinessRun(
            runbook, new RunOptions { Gate = "penetration", Seed = 7, Artifacts = folder["run"] }, Checkout.Root, ReferenceBridge.Clean,
            new SuiteLocation(Path.Combine(Checkout.Root, "tests"), "Release"), log);
        var verdict = Assert.Single((await run.RunDayAsync(runbook.FindDay("Monday")!, TestContext.Current.CancellationToken)).Gates);
        Assert.True(verdict.Verdict == Verdict.Passed, verdict.Reason);
        var evidence = await File.ReadAllTextAsync(folder["run/week2_results/evidence/monday.jsonl"], TestContext.Current.CancellationToken);
        Assert.Matches(@"The web scanner wapiti joined: it reached \d{2,} addresses", evidence);
    }
}
