using System.Reflection;
using Cake.Frosting;
using Lighthouse.Pipeline.Days;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Tests.Days;

/// <summary>The days of a runbook become tasks that Frosting can see.</summary>
public sealed class RunbookTasksTests
{
    private static readonly Runbook Runbook = RunbookReader.ReadFile(Checkout.Week2);

    /// <summary>A day of somebody's own: generic, so that no build of this program takes it for its task.</summary>
    [TaskName("Performance")]
    public sealed class OwnDay<T> : DayTask;

    /// <summary>What comes before the first day.</summary>
    [TaskName("Build")]
    public sealed class OwnBuild<T> : FrostingTask<LighthouseContext>;

    /// <summary>A task that is no day.</summary>
    [TaskName("Security")]
    public sealed class NoDay<T> : FrostingTask<LighthouseContext>;

    [Fact]
    public void Each_day_comes_after_the_one_before_it_and_the_decision_after_all()
    {
        var tasks = RunbookTasks.Of(Runbook, []);
        Assert.Equal(["Security", "Performance", "Resilience", "Integration", "GoNoGo", "Verify", "Default"], tasks.Select(DayTask.NameOf));
        Assert.Equal(["", "Security", "Performance", "Resilience", "Integration", "", "GoNoGo"], tasks.Select(After));
        Assert.All(tasks, task => Assert.True(task is { IsVisible: true, IsAbstract: false }));
        Assert.All(tasks, task => Assert.NotNull(Activator.CreateInstance(task)));
        Assert.StartsWith("Monday: ", tasks[0].GetCustomAttribute<TaskDescriptionAttribute>()!.Description, StringComparison.Ordinal);
        Assert.Equal(["Default", "GoNoGo"], TaskCheck.DecisionTasks(tasks).Order());
    }

    [Fact]
    public void A_day_of_ones_own_takes_its_place_and_Build_comes_first()
    {
        var tasks = RunbookTasks.Of(Runbook, [typeof(OwnDay<int>), typeof(OwnBuild<int>)]);
        Assert.DoesNotContain("Performance", tasks.Select(DayTask.NameOf));
        Assert.Equal("Build", After(tasks.Single(task => DayTask.NameOf(task) == "Security")));
        Assert.Equal("Performance", After(tasks.Single(task => DayTask.NameOf(task) == "Resilience")));
    }

    [Fact]
    public void A_build_that_has_them_all_is_left_as_it_is() =>
        Assert.Empty(RunbookTasks.Of(Runbook, TaskCheck.TasksOf(typeof(Build.BuildContext).Assembly)));

    [Fact]
    public void Days_are_added_removed_and_named_in_the_runbook()
    {
        var tasks = RunbookTasks.Of(Runbook with { Days = [Runbook.Days[3] with { Task = "Contract" }, Runbook.Days[0]] }, []);
        Assert.Equal(["Contract", "Security", "GoNoGo", "Verify", "Default"], tasks.Select(DayTask.NameOf));
        Assert.Equal("Contract", After(tasks[1]));
    }

    [Fact]
    public void A_day_may_not_have_the_name_of_another_task()
    {
        var refusal = Assert.Throws<PipelineException>(() => RunbookTasks.Of(Runbook, [typeof(NoDay<int>)]));
        Assert.StartsWith("LH6105: the task 'Security' of Monday", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<PipelineException>(() => RunbookTasks.Of(Runbook with { Days = [Runbook.Days[0] with { Task = "Verify" }] }, []));
    }

    private static string After(Type task) => task.GetCustomAttribute<IsDependentOnAttribute>() is { } edge ? DayTask.NameOf(edge.Task) : "";
}
