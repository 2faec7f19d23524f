using Lighthouse.Pipeline.Runs;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Tests.Whole;

/// <summary>Two runs beside each other, from what they left: their logs are written here as a run writes them, and the build compares them.</summary>
public sealed class ComparedRuns : IDisposable
{
    private static readonly Runbook Runbook = RunbookReader.ReadFile(Checkout.Week2);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Repeated_runs_that_are_twice_as_slow_are_told_and_fail_the_build()
    {
        var (before, after) = (Leave("before", 1), Leave("after", 2));
        var outcome = await CompareAsync($"--before={before}", $"--after={after}");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("LH5814", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("runs.append.median", File.ReadAllText(folder["artifacts/comparison/comparison.md"]), StringComparison.Ordinal);
        Assert.True(File.Exists(folder["artifacts/comparison/comparison.json"]));
    }

    [Fact]
    public async Task Equal_runs_pass_and_the_table_fits_the_console()
    {
        var outcome = await CompareAsync($"--before={Leave("before", 1)}", $"--after={Leave("after", 1)}");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("not proven worse", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_of_runs_names_where_a_figure_changed()
    {
        for (var run = 1; run <= 24; run++)
            Leave($"history/{run:00}", run <= 12 ? 1 : 2, run);
        var outcome = await CompareAsync($"--history={folder["history"]}");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("runs.append.median got worse", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_was_edited_is_compared_with_nothing()
    {
        var (before, after) = (Leave("before", 1), Leave("after", 2));
        var log = Path.Combine(after, "week2_results", "evidence", "tuesday.jsonl");
        File.WriteAllText(log, File.ReadAllText(log).Replace("[4,", "[1,", StringComparison.Ordinal));
        var outcome = await CompareAsync($"--before={before}", $"--after={after}");
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("LH5812", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_of_two_classes_are_not_compared()
    {
        var outcome = await CompareAsync($"--before={Leave("before", 1)}", $"--after={Leave("after", 1, machine: "another")}");
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("LH5815", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_compare_is_a_mistake_of_the_command_line()
    {
        var outcome = await CompareAsync();
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("LH5813", outcome.Output, StringComparison.Ordinal);
    }

    private Task<BuildOutcome> CompareAsync(params string[] arguments) =>
        BuildHost.RunAsync(["--target=Compare", $"--artifacts={folder["artifacts"]}", .. arguments]);

    private string Leave(string name, double factor, int day = 1, string machine = "a-class")
    {
        var artifacts = folder[name];
        var evidence = Path.Combine(artifacts, "week2_results", "evidence");
        Directory.CreateDirectory(evidence);
        var identity = new RunIdentity($"{name.GetHashCode(StringComparison.Ordinal):x8}{day:00000000}".PadRight(32, '0')[..32], new string('c', 40), Runbook.Digest, Profile.Quick, 417);
        EvidenceHead head;
        using (var log = EvidenceLog.Open(Path.Combine(evidence, "tuesday.jsonl"), identity, "Tuesday", TimeProvider.System))
        {
            log.Append(new DayOpened("quick", 417, new Dictionary<string, string> { ["class"] = machine }, null));
            log.Append(new Measured(new Measurement(
                "runs.append.median", "no-regression",
                new DistributionObservation(new Distribution(Unit.Millisecond, Enumerable.Range(0, 8).Select(run => new Bucket((2 * factor) + (0.001 * ((run * 7 + day * 3) % 8)), 1)))),
                "How.", "Test", [])));
            log.Append(new DayClosed(TargetAlive: true));
            head = log.Head;
        }

        new RunManifest(identity, new DateTimeOffset(2026, 11, day, 0, 0, 0, TimeSpan.Zero), new Dictionary<string, EvidenceHead> { ["Tuesday"] = head }, null)
            .Write(Path.Combine(evidence, "run.json"));
        return artifacts;
    }
}
