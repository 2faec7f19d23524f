using System.Reflection;
using Cake.Frosting;
using Lighthouse.Pipeline.CommandLine;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Days;

/// <summary>
/// A day of the runbook as a build task: the day whose <c>task</c> has this task's name. Derive, name it with <see cref="TaskNameAttribute"/>,
/// and order it with <see cref="IsDependentOnAttribute"/>. Asked for by name it runs alone; on the way to a decision every day runs.
/// </summary>
public abstract class DayTask : AsyncFrostingTask<LighthouseContext>
{
    /// <summary>Name of the task, by which the runbook knows it.</summary>
    public string Name => NameOf(GetType());

    /// <inheritdoc/>
    public override bool ShouldRun(LighthouseContext context) =>
        (context.Session.IsAskedFor(Name) || (context.Session.IsDeciding && context.Session.Run.Options.Evidence.Count == 0)) && HoldsTheGateAskedFor(context.Session);

    /// <inheritdoc/>
    public override Task RunAsync(LighthouseContext context) => context.Session.GuardAsync(() => RunDayAsync(context.Session));

    private async Task RunDayAsync(LighthouseSession session)
    {
        var verdict = await session.Run.RunDayAsync(DayOf(session.Run.Runbook), session.Cancellation);
        session.Add(verdict);
        if (session.Arguments.ErrorsForMsBuild)
            session.PrintErrors(ErrorForm.OfMisses(verdict));
        if (!session.IsDeciding)
            session.Ci.Day(session.Settings.Repository, session.Run.Identity!, verdict);
        if (verdict.Verdict != Verdict.Passed && (!session.IsDeciding || session.Run.Options.FailFast))
            throw new PipelineException(ExitCode.NoGo, Summary(verdict));
    }

    internal static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private Day DayOf(Runbook runbook) => runbook.Days.FirstOrDefault(day => day.Task == Name)
        ?? throw new PipelineException(ExitCode.Invalid, $"LH6106: '{Name}' is no day of runbook '{runbook.Name}'; its days: {string.Join(", ", runbook.Days.Select(day => day.Task))}.");

    private bool HoldsTheGateAskedFor(LighthouseSession session) =>
        session.Run.Options.Gate is not { } gate || DayOf(session.Run.Runbook).Gates.Any(candidate => candidate.Id == gate);

    private static string Summary(DayVerdict verdict)
    {
        var missed = verdict.Gates.Where(gate => gate.Verdict != Verdict.Passed).Select(gate => $"{gate.Gate.Id} {gate.Verdict}");
        var faults = verdict.Faults.Select(fault => fault.Message);
        return Untrusted.ForConsole($"LH5301: {verdict.Day.Name} did not pass: {string.Join("; ", missed.Concat(faults))}. The table above and the day's report say why.");
    }
}
