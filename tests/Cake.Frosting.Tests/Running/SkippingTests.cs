using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests.Running;

public sealed class SkippingTests
{
    [Fact]
    public void A_task_that_should_not_run_is_skipped_and_its_dependants_run()
    {
        var build = new TestBuild().With<Skipped>().With<After>();
        Assert.Equal(["after"], build.Steps("--target=After", "--verbosity=verbose"));
        Assert.Contains("only on Sundays", build.Output);
    }

    [Fact]
    public void A_target_cannot_be_skipped()
    {
        var build = new TestBuild().With<Skipped>();
        Assert.Equal(1, build.Run("--target=Skipped"));
        Assert.Contains("Could not reach target 'Skipped'", build.Output);
    }

    [Fact]
    public void ShouldRun_sees_the_arguments()
    {
        var build = new TestBuild().With<Asking>().With<AfterAsking>();
        Assert.Equal(["asking", "after"], build.Steps("--target=AfterAsking", "--run=yes"));
    }

    // Implements the interface again, because the base classes have no member to override for the message.
    private sealed class Skipped(Journal journal) : FrostingTask, IFrostingTask
    {
        public string SkippedMessage => "only on Sundays";

        public override bool ShouldRun(ICakeContext context) => false;

        public override void Run(ICakeContext context) => journal.Add("skipped");
    }

    [IsDependentOn(typeof(Skipped))]
    private sealed class After(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("after");
    }

    private sealed class Asking(Journal journal) : AsyncFrostingTask
    {
        public override bool ShouldRun(ICakeContext context) => context.Arguments.GetArguments("run").Contains("yes");

        public override Task RunAsync(ICakeContext context)
        {
            journal.Add("asking");
            return Task.CompletedTask;
        }
    }

    [IsDependentOn(typeof(Asking))]
    private sealed class AfterAsking(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("after");
    }
}
