using System.Reflection;
using System.Security.Cryptography;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Lighthouse.Pipeline.CommandLine;
using Lighthouse.Pipeline.Days;
using Lighthouse.Pipeline.Governance;
using Lighthouse.Pipeline.Logging;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Readiness.Waivers;
using Microsoft.Extensions.DependencyInjection;
using Serilog;

namespace Lighthouse.Pipeline;

/// <summary>Runs a build whose tasks are the days of a runbook.</summary>
/// <typeparam name="TContext">The build's context.</typeparam>
/// <param name="settings">Where the build's parts are.</param>
/// <param name="tasks">The assembly that holds the tasks.</param>
/// <param name="provider">What system is under test.</param>
public sealed class LighthouseHost<TContext>(LighthouseSettings settings, Assembly tasks, ITargetProvider provider)
    where TContext : LighthouseContext
{
    /// <summary>Runs the build.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public int Run(IReadOnlyList<string> arguments)
    {
        RunKey.Hide();
        try
        {
            var runbook = RunbookReader.ReadFile(settings.RunbookPath);
            var names = TaskCheck.Run(tasks, runbook);
            var parsed = PipelineArguments.Parse(
                arguments, runbook, settings.DefaultArtifacts, () => RandomNumberGenerator.GetInt32(1, 1_000_000));
            TaskCheck.RequireKnown(parsed.Targets, names);
            parsed = parsed with { Options = parsed.Options with { Waivers = parsed.Options.Waivers ?? settings.WaiversPath, Baselines = parsed.Options.Baselines ?? settings.BaselinesPath } };
            if (parsed.Options.Waivers is { } waivers)
                WaiverReader.ReadFile(waivers, runbook);
            if (settings.ApproversPath is { } approvers)
                ApproversReader.ReadFile(approvers);
            return Run(arguments, runbook, parsed);
        }
        catch (RunbookException problem)
        {
            foreach (var error in problem.Errors)
                Console.Error.WriteLine(Untrusted.ForConsole(error.ToString()));
            return (int)ExitCode.Invalid;
        }
        catch (TargetProfileException problem)
        {
            foreach (var error in problem.Errors)
                Console.Error.WriteLine(Untrusted.ForConsole(error.ToString()));
            return (int)ExitCode.Invalid;
        }
        catch (PipelineException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return (int)problem.Code;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(Untrusted.ForConsole($"LH5018: the build could not be carried out: {problem.Message}"));
            return (int)ExitCode.NoDecision;
        }
    }

    private int Run(IReadOnlyList<string> arguments, Runbook runbook, PipelineArguments parsed)
    {
        var folder = new RunFolder(parsed.Options.Artifacts, runbook.Name);
        if (parsed.OnlyAsks)
        {
            if (parsed.AsksForHelp)
                Console.WriteLine(PipelineHelp.Text);
            using var console = PipelineLog.Create(file: null);
            return Run(arguments, runbook, parsed, console);
        }

        RunKey.For(parsed.Options).Dispose();
        _ = RunKey.Trusted(parsed.Options);
        if (parsed.Options.TargetProfile is { } profile)
            _ = TargetProfileReader.ReadSecrets(profile, Environment.GetEnvironmentVariable);
        using var writing = RunLock.Take(folder);
        using var log = PipelineLog.Create(folder.Log("pipeline.log"));
        foreach (var leftover in folder.Journal.EndLeftovers())
            log.Warning("LH5016: process {Id} of an earlier run was still there and was ended", leftover.Id);
        // What was damaged lies in the scratch folder, which goes next.
        LeftFaults.Undo(folder, log);
        if (Directory.Exists(folder.Scratch))
            Directory.Delete(folder.Scratch, recursive: true);
        return Run(arguments, runbook, parsed, log);
    }

    private int Run(IReadOnlyList<string> arguments, Runbook runbook, PipelineArguments parsed, ILogger log)
    {
        using var stop = new InterruptSignal();
        var suites = new SuiteLocation(settings.TestsFolder, settings.Configuration);
        var run = new ReadinessRun(runbook, parsed.Options, settings.Repository, provider, suites, log) { Governance = new GovernanceSource(settings, parsed.Options) };
        var session = new LighthouseSession(run, suites, parsed, settings, TaskCheck.DecisionTasks(tasks), log, stop.Token);
        if (session.IsDeciding)
            run.Governance?.RequireApprovals();
        var host = new CakeHost()
            .AddAssembly(tasks)
            .UseContext<TContext>()
            .ConfigureServices(services =>
            {
                services.AddSingleton(session);
                services.AddSingleton<ICakeLog>(new SerilogCakeLog(log));
            });
        var code = host.Run(arguments);
        if (stop.Token.IsCancellationRequested)
        {
            log.Error("LH5017: the build was interrupted; no decision was reached.");
            return (int)ExitCode.NoDecision;
        }

        return code == 0 ? (int)ExitCode.Go : (int)(session.Failure ?? ExitCode.NoDecision);
    }
}
