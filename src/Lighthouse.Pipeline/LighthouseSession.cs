using Cake.Core;
using Lighthouse.Pipeline.CommandLine;
using Lighthouse.Pipeline.ContinuousIntegration;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Serilog;

namespace Lighthouse.Pipeline;

/// <summary>The run that a build carries out, made before the engine starts.</summary>
public sealed class LighthouseSession
{
    private readonly Dictionary<string, DayVerdict> verdicts = [];

    internal LighthouseSession(
        ReadinessRun run, SuiteLocation suites, PipelineArguments arguments, LighthouseSettings settings, IReadOnlyList<string> decisionTasks, ILogger log, CancellationToken cancellation)
    {
        Run = run;
        Suites = suites;
        Arguments = arguments;
        Settings = settings;
        Log = log;
        Cancellation = cancellation;
        Ci = new CiOutput(Environment.GetEnvironmentVariable, Console.Out, log);
        IsDeciding = arguments.Targets.Count == 0 || arguments.Targets.Any(target => decisionTasks.Contains(target, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The run.</summary>
    public ReadinessRun Run { get; }

    /// <summary>Where the build's parts are.</summary>
    public LighthouseSettings Settings { get; }

    /// <summary>Progress and results.</summary>
    public ILogger Log { get; }

    /// <summary>Cancelled when the build is interrupted.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Whether this build ends in a decision, so that a missed gate of a day is left to it.</summary>
    public bool IsDeciding { get; }

    /// <summary>The decision; null before it was made.</summary>
    public Decision? Decision { get; internal set; }

    internal SuiteLocation Suites { get; }

    internal CiOutput Ci { get; }

    internal PipelineArguments Arguments { get; }

    /// <summary>The verdicts of the days that ran in this build.</summary>
    public IReadOnlyDictionary<string, DayVerdict> Verdicts => verdicts;

    /// <summary>Whether a task was asked for by name.</summary>
    public bool IsAskedFor(string task) => Arguments.Targets.Contains(task, StringComparer.OrdinalIgnoreCase);

    /// <summary>What this build failed with, worst first seen; null while nothing failed. Kept here because not every host passes an exception's exit code on.</summary>
    internal ExitCode? Failure { get; private set; }

    /// <summary>Prints lines as they are, past the log's form.</summary>
    internal void PrintErrors(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Console.Error.WriteLine(line);
    }

    /// <summary>Does a task's work and remembers the exit code of its failure.</summary>
    public async Task GuardAsync(Func<Task> work)
    {
        try
        {
            Cancellation.ThrowIfCancellationRequested();
            await work();
        }
        catch (PipelineException problem)
        {
            Failure ??= problem.Code;
            if (Arguments.ErrorsForMsBuild)
                PrintErrors([ErrorForm.OfMessage(problem.Message)]);
            throw new CakeException((int)problem.Code, problem.Message, problem);
        }
    }

    /// <summary>Another run beside this build's own, for what is measured without being decided on.</summary>
    internal ReadinessRun NewRun(RunOptions options) => new(Run.Runbook, options, Settings.Repository, Run.Provider, Suites, Log);

    internal void Add(DayVerdict verdict) => verdicts[verdict.Day.Name] = verdict;
}
