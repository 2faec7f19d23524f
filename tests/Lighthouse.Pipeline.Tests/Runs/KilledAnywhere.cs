using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Tests.Governance;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Pipeline.Tests.Runs;

/// <summary>
/// A process that carries out and decides a run is killed at a hundred points, between any two records and while it decides. What is gone on with
/// then comes to the decision of a run that nobody killed, and keeps every finished day byte for byte.
/// </summary>
public sealed class KilledAnywhere : IDisposable
{
    private const string Told = "LIGHTHOUSE_TEST_RUNS";
    private const string Deciding = "deciding";
    private const int Kills = 100;
    private const int Seed = 20261127;
    private const int AtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SampleRepository repository = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        repository.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Is_gone_on_with_to_the_same_decision_and_loses_nothing()
    {
        var records = 0;
        SyntheticDays.Decide(SyntheticDays.Run(repository.Settings, Options("whole"), _ => records++));
        var expected = Decided("whole");
        var random = new Random(Seed);
        // One in five while it decides, which is short, the others after a record.
        var points = Enumerable.Range(0, Kills).Select(number => (Name: $"{number}", After: number % 5 == 0 ? int.MaxValue : random.Next(records), Later: TimeSpan.FromMilliseconds(random.Next(200)))).ToList();

        var wrong = new ConcurrentQueue<string>();
        var killed = 0;
        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (point, cancellation) =>
        {
            if (await KillAsync(point.Name, point.After, point.Later, cancellation))
                Interlocked.Increment(ref killed);
            if (GoOn(point.Name, expected) is { } problem)
                wrong.Enqueue($"killed after {point.After} records: {problem}");
        });
        Assert.Empty(wrong);
        // A process that had ended before its kill tells nothing.
        Assert.InRange(killed, Kills * 9 / 10, Kills);
    }

    /// <summary>Starts the run as a process of its own and kills it.</summary>
    /// <returns>Whether it was still there to be killed.</returns>
    private async Task<bool> KillAsync(string name, int after, TimeSpan later, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Lighthouse.Pipeline.Tests")) { RedirectStandardOutput = true };
        start.Environment[Told] = $"{repository.Root}\n{folder[name]}";
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        for (var seen = 0; seen < after; seen++)
        {
            if (await process.StandardOutput.ReadLineAsync(patience.Token) is null or Deciding)
                break;
        }

        if (after == int.MaxValue)
            await Task.Delay(later, patience.Token);
        var isThere = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(patience.Token);
        return isThere;
    }

    /// <summary>Goes on with what the killed process left.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    private string? GoOn(string name, string expected)
    {
        var options = Options(name);
        var left = new RunFolder(options.Artifacts, "week2");
        var begun = RunManifest.Read(left.Manifest);
        var kept = (begun?.Heads.Keys ?? []).Select(day => Path.Combine(left.Evidence, $"{day.ToLowerInvariant()}.jsonl")).ToDictionary(log => log, File.ReadAllBytes);
        if (begun is not null && File.Exists(Path.Combine(left.Results, ArtifactNames.Certificate)))
            return Same(name, expected, "it had decided");

        // Killed before it had begun, there is nothing to go on with, and it says so.
        var run = SyntheticDays.Run(repository.Settings, options with { Resume = begun is not null });
        var decision = SyntheticDays.Decide(run);
        var lost = kept.Where(log => !File.ReadAllBytes(log.Key).AsSpan().SequenceEqual(log.Value)).Select(log => log.Key).ToList();
        return lost.Count > 0 ? $"{string.Join(", ", lost)} changed"
            : begun is not null && decision.Identity.RunId != begun.Identity.RunId ? "it is another run"
            : Same(name, expected, "gone on with");
    }

    private string? Same(string name, string expected, string how) => Decided(name) is var found && found == expected ? null : $"{how}, it decided otherwise:{Environment.NewLine}{found}";

    /// <summary>The decision file without what differs in every run.</summary>
    private string Decided(string name)
    {
        var file = Path.Combine(folder[name], "week2_results", ArtifactNames.Decision);
        return File.Exists(file) ? Scrub.Digests(Scrub.Dates(File.ReadAllText(file, Encoding.UTF8))) : "no decision file";
    }

    private RunOptions Options(string name) => new() { Artifacts = folder[name], Seed = 417 };

    /// <summary>Carries out and decides a run, when the environment asks for it; false when it does not, and the tests are to run.</summary>
    internal static async Task<bool> RunIfToldAsync()
    {
        if (Environment.GetEnvironmentVariable(Told)?.Split('\n') is not [var root, var artifacts])
            return false;
        var run = SyntheticDays.Run(SampleRepository.SettingsOf(root), new RunOptions { Artifacts = artifacts, Seed = 417 }, record => Console.WriteLine(record.Sequence));
        foreach (var day in run.Runbook.Days)
            await run.RunDayAsync(day, CancellationToken.None);
        Console.WriteLine(Deciding);
        _ = run.Decide();
        return true;
    }
}
