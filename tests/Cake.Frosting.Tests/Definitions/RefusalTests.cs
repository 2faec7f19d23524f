using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests.Definitions;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("Alpha")]
    [InlineData("Outside")]
    public void A_cycle_is_printed_as_a_path_and_nothing_runs(string target)
    {
        var build = new TestBuild().With<Outside>().With<Alpha>().With<Beta>().With<Gamma>();
        Assert.Equal(2, build.Run("--target=" + target));
        Assert.Contains("CF1009", build.Output);
        Assert.Contains("Alpha -> Beta -> Gamma -> Alpha", build.Output);
        Assert.Empty(build.Journal.Entries);
    }

    [Theory]
    [InlineData("--tree")]
    [InlineData("--dryrun")]
    [InlineData("--description")]
    public void A_cycle_is_no_endless_loop_when_the_tasks_are_only_shown(string option) =>
        Assert.Equal(2, new TestBuild().With<Alpha>().With<Beta>().With<Gamma>().Run(option));

    [Fact]
    public void A_task_that_depends_on_itself_is_a_cycle()
    {
        var build = new TestBuild().With<Selfish>();
        Assert.Equal(2, build.Run("--target=Selfish"));
        Assert.Contains("Selfish -> Selfish", build.Output);
    }

    [Fact]
    public void An_unknown_target_names_the_nearest_ones()
    {
        var build = new TestBuild().With<Outside>().With<Other>();
        Assert.Equal(2, build.Run("--target=outsid"));
        Assert.Contains("CF1010: the target 'outsid' was not found; did you mean 'Outside'?", build.Output);
    }

    [Fact]
    public void An_unknown_target_like_nothing_else_says_where_to_look()
    {
        var build = new TestBuild().With<Outside>();
        Assert.Equal(2, build.Run("--target=Zzzzzzzz"));
        Assert.Contains("--description lists the targets", build.Output);
    }

    [Fact]
    public void A_target_s_name_cannot_command_the_terminal()
    {
        var build = new TestBuild().With<Outside>();
        Assert.Equal(2, build.Run("--target=\u001b[31m[red]{0}"));
        Assert.Contains("the target '?[31m[red]{0}' was not found", build.Output);
    }

    [Fact]
    public void One_unknown_target_among_several_runs_none()
    {
        var build = new TestBuild().With<Outside>();
        Assert.Equal(2, build.Run("--target=Outside", "--target=Nowhere"));
        Assert.Empty(build.Journal.Entries);
    }

    [Fact]
    public void Two_tasks_of_one_name_are_both_named()
    {
        var build = new TestBuild().With<Other>().With<Twin>();
        Assert.Equal(2, build.Run("--target=Other"));
        Assert.Contains("CF1005", build.Output);
        Assert.Contains(typeof(Other).FullName!, build.Output);
        Assert.Contains(typeof(Twin).FullName!, build.Output);
    }

    [Fact]
    public void A_task_for_another_context_is_refused_instead_of_dropped()
    {
        var build = new TestBuild().With<Foreign>();
        Assert.Equal(2, build.Run("--target=Foreign"));
        Assert.Contains("CF1006", build.Output);
        Assert.Contains(typeof(ForeignContext).FullName!, build.Output);
        Assert.Contains("UseContext", build.Output);
    }

    [Fact]
    public void A_dependency_that_is_no_task_is_refused()
    {
        var build = new TestBuild().With<DependingOnText>();
        Assert.Equal(2, build.Run("--target=DependingOnText"));
        Assert.Contains("CF1007", build.Output);
    }

    [Fact]
    public void A_dependency_that_is_not_registered_is_refused_with_its_assembly()
    {
        var build = new TestBuild().With<DependingOnOther>();
        Assert.Equal(2, build.Run("--target=DependingOnOther"));
        Assert.Contains("CF1008", build.Output);
        Assert.Contains("AddAssembly", build.Output);
    }

    [Fact]
    public void A_task_outside_the_base_classes_is_refused()
    {
        var build = new TestBuild().With<Homemade>();
        Assert.Equal(2, build.Run("--tree"));
        Assert.Contains("CF1004", build.Output);
    }

    private sealed class Outside(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("outside");
    }

    [IsDependentOn(typeof(Beta))]
    private sealed class Alpha : FrostingTask;

    [IsDependentOn(typeof(Gamma))]
    private sealed class Beta : FrostingTask;

    [IsDependentOn(typeof(Alpha))]
    private sealed class Gamma : FrostingTask;

    [IsDependeeOf(typeof(Selfish))]
    private sealed class Selfish : FrostingTask;

    private sealed class Other : FrostingTask;

    [TaskName("OTHER")]
    private sealed class Twin : FrostingTask;

    private sealed class ForeignContext(ICakeContext context) : FrostingContext(context);

    private sealed class Foreign : FrostingTask<ForeignContext>;

    [IsDependentOn(typeof(string))]
    private sealed class DependingOnText : FrostingTask;

    [IsDependentOn(typeof(Other))]
    private sealed class DependingOnOther : FrostingTask;

    private sealed class Homemade : IFrostingTask
    {
        public Task RunAsync(ICakeContext context) => Task.CompletedTask;

        public bool ShouldRun(ICakeContext context) => true;

        public void OnError(Exception exception, ICakeContext context)
        {
        }

        public void Finally(ICakeContext context)
        {
        }
    }
}
