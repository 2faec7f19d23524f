using Lighthouse.Build;
using Lighthouse.Pipeline.Days;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Triage;
using Lighthouse.Targets;
using Serilog;
using Serilog.Core;

namespace Lighthouse.Pipeline.Tests.Days;

/// <summary>Whatever a suite or a target does, only a measurement of this run that holds is a pass.</summary>
public sealed class SuitesThatMisbehave : IDisposable
{
    private static readonly Runbook Runbook = RunbookReader.ReadFile(
        Path.Combine(Checkout.Root, "tests", "Lighthouse.Suites.Misbehaving", "misbehaving.yaml"));

    private readonly TemporaryFolder folder = new();
    private readonly CollectingSink printed = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("behaves", Verdict.Passed, "")]
    [InlineData("misses", Verdict.Failed, "")]
    [InlineData("crashes", Verdict.NotRun, "exit code 134")]
    [InlineData("leaves-early", Verdict.NotRun, "no result file")]
    [InlineData("hangs", Verdict.NotRun, "limit of 10 s")]
    [InlineData("says-nothing", Verdict.NotRun, "misbehaving.wrong")]
    [InlineData("attempts-nothing", Verdict.NotRun, "")]
    [InlineData("skips", Verdict.NotRun, "does not feel like it")]
    [InlineData("fails-otherwise", Verdict.Failed, "no criterion covers")]
    [InlineData("doubts", Verdict.Inconclusive, "the generator ran late")]
    [InlineData("kills-the-target", Verdict.Inconclusive, "target")]
    [InlineData("prints-commands", Verdict.Passed, "")]
    public async Task Only_a_measurement_that_holds_is_a_pass(string gate, Verdict expected, string reason)
    {
        var verdict = await RunAsync(gate, ReferenceBridge.Clean);
        var found = Assert.Single(verdict.Gates);
        Assert.Equal((gate, expected), (found.Gate.Id, found.Verdict));
        Assert.Contains(reason, found.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(printed.Lines, line => line.Contains("##vso[", StringComparison.Ordinal) || line.TrimStart().StartsWith("::", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(60, true, Verdict.Passed, "")]
    [InlineData(400, true, Verdict.Failed, "others.p95")]
    [InlineData(60, false, Verdict.NotRun, "LH3901")]
    public async Task What_another_tool_measured_is_evidence_of_the_gate_that_names_it(int p95, bool both, Verdict expected, string reason)
    {
        Directory.CreateDirectory(folder["results/locust"]);
        await File.WriteAllTextAsync(
            folder["results/locust/shop_stats.csv"],
            $"Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,90%,95%,99%,100%\n,Aggregated,3000,0,18,20,{p95 - 45},{p95 + 100},512,50,0,{p95 - 40},{p95 - 20},{p95},{p95 + 50},{p95 + 100}\n",
            TestContext.Current.CancellationToken);
        if (both)
            await File.WriteAllTextAsync(folder["results/junit.xml"], "<testsuite tests=\"1\"><testcase name=\"a\" /></testsuite>", TestContext.Current.CancellationToken);
        using var log = new LoggerConfiguration().WriteTo.Sink(printed).CreateLogger();
        var verdict = await Run("measured-by-others", ReferenceBridge.Clean, null, log, results: folder["results"]).RunDayAsync(Runbook.Days[0], TestContext.Current.CancellationToken);
        var gate = Assert.Single(verdict.Gates);
        Assert.Equal(expected, gate.Verdict);
        Assert.Contains(reason, gate.Reason, StringComparison.Ordinal);
        Assert.Contains(gate.Recorded, figure => figure.How.Contains("locust/shop_stats.csv", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Results_that_nobody_brought_are_not_run()
    {
        var verdict = await RunAsync("measured-by-others", ReferenceBridge.Clean);
        Assert.Equal(Verdict.NotRun, verdict.Verdict);
        Assert.Contains("--results=DIR", Assert.Single(verdict.Gates).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edited_evidence_is_found_and_nothing_of_it_counts()
    {
        var verdict = await RunAsync("edits-evidence", ReferenceBridge.Clean);
        Assert.True(verdict.Faults.Count > 0, verdict.Gates[0].Reason);
        Assert.NotEqual(Verdict.Passed, verdict.Verdict);
    }

    [Fact]
    public async Task A_target_that_never_becomes_healthy_is_no_pass_and_says_why()
    {
        var verdict = await RunAsync("behaves", new Changed(recipe => recipe with { HealthPath = "/no-such-path", StartLimit = TimeSpan.FromSeconds(3) }));
        Assert.Equal(Verdict.NotRun, verdict.Verdict);
        Assert.Contains("LH4001", verdict.Gates[0].Reason, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder["misbehaving_results"], "*_failure.json"));
    }

    [Fact]
    public async Task A_target_that_refuses_to_start_is_no_pass_and_says_why()
    {
        var verdict = await RunAsync("behaves", new Changed(recipe => recipe with { Environment = new Dictionary<string, string> { ["Bridge__TokenSecret"] = "short" } }));
        Assert.Equal(Verdict.NotRun, verdict.Verdict);
        Assert.Contains("exit code 2", verdict.Gates[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_where_nobody_answers_is_no_pass_and_says_why()
    {
        Environment.SetEnvironmentVariable("LIGHTHOUSE_ADMIN_SECRET", "irrelevant");
        var url = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        var verdict = await RunAsync("behaves", ReferenceBridge.Clean, url);
        Assert.Equal(Verdict.NotRun, verdict.Verdict);
        Assert.Contains("correct its address", verdict.Gates[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_of_one_gate_is_no_day_for_a_decision()
    {
        using var log = new LoggerConfiguration().WriteTo.Sink(printed).CreateLogger();
        var run = Run("behaves", ReferenceBridge.Clean, null, log);
        await run.RunDayAsync(Runbook.Days[0], TestContext.Current.CancellationToken);
        Assert.NotEqual(Outcome.Go, run.Decide().Outcome);
    }

    [Fact]
    public async Task A_finding_is_on_record_in_the_reports_and_in_the_register_and_a_waiver_covers_it()
    {
        using var log = new LoggerConfiguration().WriteTo.Sink(printed).CreateLogger();
        var open = await Run("finds", ReferenceBridge.Clean, null, log).RunDayAsync(Runbook.Days[0], TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Failed, open.Verdict);
        var finding = Assert.Single(Assert.Single(open.Gates).Findings).Finding;
        Assert.Contains(finding.Fingerprint(), File.ReadAllText(folder["misbehaving_results/findings.sarif"]), StringComparison.Ordinal);
        Assert.Equal([TriageEvent.Opened], Trail());

        var waivers = folder["waivers.yaml"];
        await File.WriteAllTextAsync(
            waivers, $"waivers:\n  - {{ gate: finds, finding: {finding.Fingerprint()}, reason: planted, owner: Tests, expires: 9999-12-31 }}\n", TestContext.Current.CancellationToken);
        var borne = await Run("finds", ReferenceBridge.Clean, null, log, waivers).RunDayAsync(Runbook.Days[0], TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Passed, borne.Verdict);
        Assert.Equal([TriageEvent.Opened, TriageEvent.Waived], Trail());
        Assert.Contains("waived", File.ReadAllText(folder["findings/register.md"]), StringComparison.Ordinal);

        IEnumerable<TriageEvent> Trail() => RegisterFile.Read(folder["findings/register.jsonl"]).Trail.Select(entry => entry.Event);
    }

    [Fact]
    public async Task An_interruption_stops_suite_and_target()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        printed.Seen = line =>
        {
            if (line.Contains("is healthy at", StringComparison.Ordinal))
                interruption.CancelAfter(TimeSpan.FromSeconds(1));
        };
        using var log = new LoggerConfiguration().WriteTo.Sink(printed).CreateLogger();
        var run = Run("hangs", ReferenceBridge.Clean, null, log);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunDayAsync(Runbook.Days[0], interruption.Token));
        Assert.Empty(Directory.GetFiles(run.Folder.Journal.Folder));
        Assert.Empty(Directory.GetDirectories(run.Folder.Scratch));
    }

    private async Task<DayVerdict> RunAsync(string gate, ITargetProvider provider, Uri? url = null)
    {
        using var log = new LoggerConfiguration().WriteTo.Sink(printed).CreateLogger();
        var run = Run(gate, provider, url, log);
        var verdict = await run.RunDayAsync(Runbook.Days[0], TestContext.Current.CancellationToken);
        Assert.Empty(Directory.Exists(run.Folder.Journal.Folder) ? Directory.GetFiles(run.Folder.Journal.Folder) : []);
        return verdict;
    }

    private ReadinessRun Run(string gate, ITargetProvider provider, Uri? url, Logger log, string? waivers = null, string? results = null) => new(
        Runbook, new RunOptions { Gate = gate, Seed = 7, Artifacts = folder.Path, TargetUrl = url, Waivers = waivers, Results = results }, Checkout.Root, provider,
        new SuiteLocation(Path.Combine(Checkout.Root, "tests"), "Release"), log);

    private sealed class Changed(Func<TargetRecipe, TargetRecipe> change) : ITargetProvider
    {
        public TargetRecipe Recipe => change(ReferenceBridge.Clean.Recipe);

        public IReadOnlyDictionary<string, string> Credentials => ReferenceBridge.Clean.Credentials;

        public IReadOnlyDictionary<string, string> ExternalCredentials => ReferenceBridge.Clean.ExternalCredentials;

        public string HealthPath => ReferenceBridge.Clean.HealthPath;
    }
}
