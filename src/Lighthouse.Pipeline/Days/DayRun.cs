using Lighthouse.Pipeline.Containers;
using Lighthouse.Pipeline.Logging;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Results;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Targets;
using Serilog;

namespace Lighthouse.Pipeline.Days;

/// <summary>Carries out one day: starts the target, runs the suite, writes down what happened. Judges nothing.</summary>
/// <param name="runbook">The runbook.</param>
/// <param name="day">The day.</param>
/// <param name="identity">The run.</param>
/// <param name="options">What was asked for.</param>
/// <param name="folder">Where files go.</param>
/// <param name="provider">What system is under test.</param>
/// <param name="suites">Where the suites are.</param>
/// <param name="repository">Root of the code under judgement.</param>
/// <param name="log">Progress.</param>
internal sealed class DayRun(
    Runbook runbook, Day day, RunIdentity identity, RunOptions options, RunFolder folder, ITargetProvider provider, SuiteLocation suites, string repository,
    ILogger log)
{
    private readonly string evidencePath = folder.EvidenceOf(day);
    private readonly string scratch = Path.Combine(folder.Scratch, $"{identity.RunId[..8]}-{day.Name.ToLowerInvariant()}");

    /// <summary>Runs the day.</summary>
    /// <returns>Why the day broke before its suite could run, and the end of its log; the log is null when its damage forbade closing it.</returns>
    public async Task<(string? Broken, EvidenceHead? Head)> RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(scratch);
        try
        {
            return await RunInScratchAsync(cancellation);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<(string? Broken, EvidenceHead? Head)> RunInScratchAsync(CancellationToken cancellation)
    {
        Append(new DayOpened(identity.Profile.ToString().ToLowerInvariant(), identity.Seed, MachineFacts.Read(), options.Gate));
        DayTarget target;
        try
        {
            RefuseProfile();
            log.Information("{Day}: starting the target", day.Name);
            target = await StartTargetAsync(cancellation);
        }
        catch (TargetException problem)
        {
            return (problem.Message, Append(new SuiteEnded(day.Suite, SuiteEnding.NotStarted, null, problem.Message), new DayClosed(TargetAlive: false)));
        }

        await using (target)
        {
            log.Information("{Day}: the target is healthy at {Url}; running {Suite}", day.Name, target.Record.Url, day.Suite);
            Append(target.Record);
            var outcome = await RunSuiteAsync(target.Description, cancellation);
            var alive = await target.IsAliveAsync();
            return (null, Close(outcome, alive));
        }
    }

    private Task<DayTarget> StartTargetAsync(CancellationToken cancellation)
    {
        var log = folder.Log($"{day.Name.ToLowerInvariant()}-target.log");
        return options.TargetUrl is null && provider is RunbookTarget { Container: not null } described
            ? DayTarget.StartContainerAsync(described, new ContainerOwner(identity.RunId, day.Name, log, folder.Containers), scratch, folder.Journal, cancellation)
            : DayTarget.StartAsync(provider, options, scratch, log, folder.Journal, cancellation);
    }

    // The other days speak the protocol of the system they know.
    private void RefuseProfile()
    {
        if (options.TargetProfile is not null && day.Name != runbook.Decision.SecurityDay)
            throw new TargetException($"LH4011: with --target-profile only {runbook.Decision.SecurityDay} can be carried out: the measurements of {day.Name} speak the protocol of the reference bridge.");
    }

    private async Task<SuiteOutcome> RunSuiteAsync(TargetDescription description, CancellationToken cancellation)
    {
        var targetPath = Path.Combine(scratch, "target.json");
        description.Write(targetPath);
        var environment = new SuiteEnvironment(
            evidencePath, runbook.Path, day.Name, identity, targetPath, scratch, folder.Logs, folder.Journal.Folder)
        {
            Inputs = new SuiteInputs { Repository = repository, Waivers = options.Waivers, Advisories = options.Advisories, Sarif = options.Sarif, Image = options.Image, Baselines = options.Baselines },
        };
        if (day.Command.Count > 0)
            return await RunCommandAsync(environment, description.Url, cancellation);
        var assembly = suites.AssemblyOf(day);
        string[] arguments = [.. OneAfterAnother(assembly), .. options.Gate is null ? Array.Empty<string>() : ["-trait", $"Gate={options.Gate}"]];
        var limit = day.TimeLimits[identity.Profile];
        using var progress = new SuiteProgress(day.Name, limit, log);
        var suite = new SuiteProcess(folder.Journal, progress.Line);
        var outcome = await LiveStatus.DuringAsync(
            () => progress.Text,
            () => suite.RunAsync(assembly, arguments, environment.ToVariables(), Path.Combine(scratch, "results.xml"), limit, cancellation));
        LeftFaults.Undo(folder, log);
        log.Information("{Day}: the suite ended ({Ending}) after {Seconds:0.0} s", day.Name, outcome.Ending, progress.Elapsed.TotalSeconds);
        return outcome;
    }

    // A program in any language reports in lines of its own; what they say is checked before it becomes evidence.
    private async Task<SuiteOutcome> RunCommandAsync(SuiteEnvironment environment, Uri url, CancellationToken cancellation)
    {
        var suite = new CommandSuite(runbook, day, identity.Profile, Path.Combine(scratch, "reported.jsonl"));
        var limit = day.TimeLimits[identity.Profile];
        using var progress = new SuiteProgress(day.Name, limit, log);
        var process = new SuiteProcess(folder.Journal, progress.Line);
        var outcome = await LiveStatus.DuringAsync(
            () => progress.Text,
            () => process.RunCommandAsync(suite.Start(environment, url, options.Gate), limit, suite.Read, cancellation));
        log.Information("{Day}: {Suite} ended ({Ending}) after {Seconds:0.0} s", day.Name, day.Suite, outcome.Ending, progress.Elapsed.TotalSeconds);
        return outcome;
    }

    // Measurements disturb one another. A suite that knows which of its tests do not says so in a runner configuration of its own.
    private static string[] OneAfterAnother(string assembly) =>
        File.Exists(Path.ChangeExtension(assembly, ".xunit.runner.json")) ? [] : ["-parallel", "none"];

    private EvidenceHead? Close(SuiteOutcome outcome, bool alive)
    {
        var entries = day.Gates.Where(gate => options.Gate is null || gate.Id == options.Gate)
            .SelectMany(gate => ResultFeed.Of(runbook, identity.Profile, gate, options.Results, TimeProvider.System.GetUtcNow()))
            .Concat(outcome.Measurements)
            .Concat(outcome.Tests)
            .Append(new SuiteEnded(day.Suite, outcome.Ending, outcome.ExitCode, outcome.Detail))
            .Append(new DayClosed(alive));
        try
        {
            return Append([.. entries]);
        }
        catch (EvidenceException problem) when (File.Exists(evidencePath))
        {
            // The suite left a log that must not be continued. The judge reads what is there and refuses it.
            log.Error("{Day}: {Problem}", day.Name, problem.Message);
            return null;
        }
    }

    private EvidenceHead Append(params EvidenceEntry[] entries)
    {
        using var evidence = EvidenceLog.Open(evidencePath, identity, day.Name, TimeProvider.System);
        foreach (var entry in entries)
            evidence.Append(entry);
        return evidence.Head;
    }
}
