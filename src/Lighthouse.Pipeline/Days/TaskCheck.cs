using System.Reflection;
using Cake.Frosting;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Days;

/// <summary>Holds the tasks of a build against the days of its runbook, before anything runs.</summary>
internal static class TaskCheck
{
    /// <summary>The task classes of an assembly.</summary>
    public static IReadOnlyList<Type> TasksOf(Assembly assembly) =>
        [.. assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IFrostingTask).IsAssignableFrom(type))];

    /// <summary>Checks that every day has its task and every day's task its day.</summary>
    /// <param name="tasks">The build's task classes.</param>
    /// <param name="runbook">The runbook that is carried out.</param>
    /// <param name="others">Further runbooks of the build, whose days may have tasks, too.</param>
    /// <returns>The names of all tasks.</returns>
    /// <exception cref="PipelineException">They differ (exit code 2).</exception>
    public static IReadOnlyList<string> Run(IReadOnlyList<Type> tasks, Runbook runbook, params IReadOnlyList<Runbook> others)
    {
        var hidden = tasks.Where(task => !task.IsVisible).Select(task => task.Name).ToList();
        if (hidden.Count > 0)
            throw Invalid("LH6101", $"the task {string.Join(", ", hidden)} is not public, so the engine would never see it; make it public");
        var days = tasks.Where(task => task.IsSubclassOf(typeof(DayTask))).Select(DayTask.NameOf).ToList();
        var missing = runbook.Days.Where(day => !days.Contains(day.Task)).Select(day => $"{day.Name} ({day.Task})").ToList();
        if (missing.Count > 0)
            throw Invalid("LH6102", $"the runbook's {string.Join(", ", missing)} has no task in this build; derive one from DayTask and name it so");
        var known = others.Prepend(runbook).SelectMany(one => one.Days).Select(day => day.Task).Distinct().ToList();
        var extra = days.Except(known).ToList();
        if (extra.Count > 0)
            throw Invalid("LH6103", $"the task {string.Join(", ", extra)} is a day that the runbook does not have; its days: {string.Join(", ", known)}");
        return [.. tasks.Select(DayTask.NameOf)];
    }

    /// <summary>Names of the tasks that end in a decision: they, and what depends on them.</summary>
    public static IReadOnlyList<string> DecisionTasks(IReadOnlyList<Type> tasks)
    {
        return [.. tasks.Where(task => LeadsToDecision(task, [])).Select(DayTask.NameOf)];

        static bool LeadsToDecision(Type task, HashSet<Type> seen) =>
            seen.Add(task) && (task.IsSubclassOf(typeof(DecisionTask))
                || task.GetCustomAttributes<IsDependentOnAttribute>().Any(edge => LeadsToDecision(edge.Task, seen)));
    }

    /// <summary>Refuses a target that is no task.</summary>
    /// <exception cref="PipelineException">One is not known (exit code 2).</exception>
    public static void RequireKnown(IReadOnlyList<string> targets, IReadOnlyList<string> tasks)
    {
        foreach (var target in targets)
        {
            if (!tasks.Contains(target, StringComparer.OrdinalIgnoreCase))
                throw Invalid("LH6104", $"'--target={Readiness.Reporting.Untrusted.ForConsole(target)}' is no task; tasks: {string.Join(", ", tasks)}");
        }
    }

    private static PipelineException Invalid(string code, string message) => new(ExitCode.Invalid, $"{code}: {message}.");
}
