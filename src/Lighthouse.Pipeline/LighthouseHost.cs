using System.Reflection;
using System.Security.Cryptography;
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

/// <summary>Runs a build whose tasks are the days of a runbook, and the build's own.</summary>
/// <typeparam name="TContext">The build's context.</typeparam>
public sealed class LighthouseHost<TContext>
    where TContext : LighthouseContext
{
    private readonly CakeHost host;
    private LighthouseSettings settings;
    private readonly List<Assembly> assemblies = [.. new[] { Assembly.GetEntryAssembly() }.OfType<Assembly>()];
    private ITargetProvider? given;

    internal LighthouseHost(CakeHost host, LighthouseSettings settings) => (this.host, this.settings) = (host, settings);

    /// <summary>Says what system is under test, for a runbook that does not.</summary>
    /// <param name="provider">The system.</param>
    /// <returns>The same host.</returns>
    public LighthouseHost<TContext> Against(ITargetProvider provider)
    {
        given = provider;
        return this;
    }

    /// <summary>Takes tasks from one more assembly beside the program's own. A <see cref="DayTask"/> with the name of a day's task takes that day's place.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The same host.</returns>
    public LighthouseHost<TContext> AddTasks(Assembly assembly)
    {
        host.AddAssembly(assembly);
        assemblies.Add(assembly);
        return this;
    }

    /// <summary>Runs the build.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public int Run(IEnumerable<string> arguments)
    {
        RunKey.Hide();
        string[] words = [.. arguments];
        var form = words.Contains(PipelineArguments.MsBuildErrors) ? ErrorForm.OfMessage : (Func<string, string>)(message => message);
        try
        {
            return Prepare(words);
        }
        catch (RunbookException problem)
        {
            return Refused([.. problem.Errors.Select(error => error.ToString())], ExitCode.Invalid);
        }
        catch (TargetProfileException problem)
        {
            return Refused([.. problem.Errors.Select(error => error.ToString())], ExitCode.Invalid);
        }
        catch (PipelineException problem)
        {
            return Refused([form(problem.Message)], problem.Code);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Refused([form(Untrusted.ForConsole($"LH5018: the build could not be carried out: {problem.Message}"))], ExitCode.NoDecision);
        }
    }

    private static int Refused(IReadOnlyList<string> lines, ExitCode code)
    {
        foreach (var line in lines)
            Console.Error.WriteLine(line);
        return (int)code;
    }

    private int Prepare(string[] arguments)
    {
        var known = settings.OtherRunbooks.Prepend(settings.RunbookPath).ToList();
        var chosen = RunbookChoice.Of(arguments, settings);
        var others = known.Where(path => path != chosen && settings.OtherRunbooks.Count > 0).Select(RunbookReader.ReadFile).ToList();
        var runbook = RunbookReader.ReadFile(chosen);
        settings = settings.For(chosen);
        var own = assemblies.Distinct().SelectMany(TaskCheck.TasksOf).ToList();
        var made = RunbookTasks.Of(runbook, own);
        IReadOnlyList<Type> tasks = [.. own, .. made];
        var names = TaskCheck.Run(tasks, runbook, others);
        var parsed = PipelineArguments.Parse(arguments, runbook, settings.DefaultArtifacts, () => RandomNumberGenerator.GetInt32(1, 1_000_000));
        TaskCheck.RequireKnown(parsed.Targets, names);
        var provider = given ?? new RunbookTarget(runbook);
        parsed = parsed with
        {
            Options = parsed.Options with
            {
                Waivers = parsed.Options.Waivers ?? settings.WaiversPath, Baselines = parsed.Options.Baselines ?? settings.BaselinesPath,
                TargetUrl = parsed.Options.TargetUrl ?? (provider as RunbookTarget)?.Url,
            },
        };
        if (parsed.Options.Waivers is { } waivers)
            WaiverReader.ReadFile(waivers, runbook);
        if (settings.ApproversPath is { } approvers)
            ApproversReader.ReadFile(approvers);
        host.ConfigureServices(services =>
        {
            foreach (var task in made)
                services.AddSingleton(typeof(IFrostingTask), task);
        });
        return Begin(arguments, runbook, parsed, provider, tasks);
    }

    private int Begin(string[] arguments, Runbook runbook, PipelineArguments parsed, ITargetProvider provider, IReadOnlyList<Type> tasks)
    {
        var folder = new RunFolder(parsed.Options.Artifacts, runbook.Name);
        if (parsed.OnlyAsks)
        {
            if (parsed.AsksForHelp)
                Console.WriteLine(PipelineHelp.Text);
            using var console = PipelineLog.Create(file: null);
            return Run(arguments, SessionOf(runbook, parsed, provider, tasks, console));
        }

        if (provider is RunbookTarget described && RunsDays(runbook, parsed, tasks))
            described.Require(started: parsed.Options.TargetUrl is null);
        RunKey.For(parsed.Options).Dispose();
        _ = RunKey.Trusted(parsed.Options);
        if (parsed.Options.TargetProfile is { } profile)
            _ = TargetProfileReader.ReadSecrets(profile, Environment.GetEnvironmentVariable);
        using var writing = RunLock.Take(folder);
        using var log = PipelineLog.Create(folder.Log("pipeline.log"));
        foreach (var leftover in folder.Journal.EndLeftovers())
            log.Warning("LH5016: process {Id} of an earlier run was still there and was ended", leftover.Id);
        folder.Containers.RemoveLeftovers(log);
        // What was damaged lies in the scratch folder, which goes next.
        LeftFaults.Undo(folder, log);
        if (Directory.Exists(folder.Scratch))
            Directory.Delete(folder.Scratch, recursive: true);
        return Run(arguments, SessionOf(runbook, parsed, provider, tasks, log));
    }

    private static bool RunsDays(Runbook runbook, PipelineArguments parsed, IReadOnlyList<Type> tasks) =>
        parsed.Options.Evidence.Count == 0
        && (parsed.Targets.Count == 0 || parsed.Targets.Intersect(runbook.Days.Select(day => day.Task).Concat(TaskCheck.DecisionTasks(tasks)), StringComparer.OrdinalIgnoreCase).Any());

    private Func<CancellationToken, LighthouseSession> SessionOf(
        Runbook runbook, PipelineArguments parsed, ITargetProvider provider, IReadOnlyList<Type> tasks, ILogger log) => cancellation =>
    {
        var suites = new SuiteLocation(settings.TestsFolder, settings.Configuration);
        var run = new ReadinessRun(runbook, parsed.Options, settings.Repository, provider, suites, log) { Governance = new GovernanceSource(settings, parsed.Options) };
        var session = new LighthouseSession(run, suites, parsed, settings, TaskCheck.DecisionTasks(tasks), log, cancellation);
        if (session.IsDeciding)
            run.Governance?.RequireApprovals();
        return session;
    };

    private int Run(string[] arguments, Func<CancellationToken, LighthouseSession> begin)
    {
        using var stop = new InterruptSignal();
        var session = begin(stop.Token);
        var log = session.Log;
        var code = host
            .UseContext<TContext>()
            .ConfigureServices(services =>
            {
                services.AddSingleton(session);
                services.AddSingleton<ICakeLog>(new SerilogCakeLog(log));
            })
            .Run(arguments);
        if (stop.Token.IsCancellationRequested)
        {
            log.Error("LH5017: the build was interrupted; no decision was reached.");
            return (int)ExitCode.NoDecision;
        }

        return code == 0 ? (int)ExitCode.Go : (int)(session.Failure ?? ExitCode.NoDecision);
    }
}
