using Lighthouse.Build;
using Lighthouse.Pipeline.Days;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Tests.Days;

public sealed class TaskCheckTests
{
    private static readonly IReadOnlyList<Type> Tasks = TaskCheck.TasksOf(typeof(BuildContext).Assembly);
    private static readonly Runbook Runbook = RunbookReader.ReadFile(Checkout.Week2);

    [Fact]
    public void This_build_has_a_task_for_each_day()
    {
        string[] expected = ["Approve", "Baseline", "Build", "Clean", "Compare", "Default", "GoNoGo", "Image", "Integration", "Pack", "Performance", "ProveGates", "Resilience", "Restore", "Security", "Test", "Verify"];
        Assert.Equal(expected, TaskCheck.Run(Tasks, Runbook).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_README_names_the_tasks_that_there_are_and_no_other()
    {
        var named = File.ReadLines(Path.Combine(Checkout.Root, "README.md")).Single(line => line.StartsWith("Other tasks: ", StringComparison.Ordinal))
            .Split('`').Where((_, index) => index % 2 == 1);
        string[] apart = ["Default", "GoNoGo", "Test", .. Runbook.Days.Select(day => day.Task)];
        Assert.Equal(TaskCheck.Run(Tasks, Runbook).Except(apart).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_day_without_a_task_is_refused()
    {
        var day = Runbook.Days[0] with { Name = "Saturday", Task = "Rest" };
        var refusal = Assert.Throws<PipelineException>(() => TaskCheck.Run(Tasks, Runbook with { Days = [.. Runbook.Days, day] }));
        Assert.StartsWith("LH6102: the runbook's Saturday (Rest) has no task", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Invalid, refusal.Code);
    }

    [Fact]
    public void A_task_without_a_day_is_refused()
    {
        var refusal = Assert.Throws<PipelineException>(() => TaskCheck.Run(Tasks, Runbook with { Days = [.. Runbook.Days.Skip(1)] }));
        Assert.StartsWith("LH6103: the task Security is a day that the runbook does not have", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_leads_to_the_decision_decides() =>
        Assert.Equal(["Default", "GoNoGo"], TaskCheck.DecisionTasks(Tasks).Order(StringComparer.Ordinal));

    [Fact]
    public void An_unknown_target_is_refused_with_the_known_ones()
    {
        var refusal = Assert.Throws<PipelineException>(() => TaskCheck.RequireKnown(["Securty"], ["Security", "Build"]));
        Assert.Equal("LH6104: '--target=Securty' is no task; tasks: Security, Build.", refusal.Message);
    }
}
