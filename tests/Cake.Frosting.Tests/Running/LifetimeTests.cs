using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests.Running;

public sealed class LifetimeTests
{
    [Fact]
    public void Lifetimes_surround_the_build_and_each_task()
    {
        var build = new TestBuild().With<First>().With<Second>()
            .Use(host => host.UseLifetime<Whole>().UseTaskLifetime<Each>());

        Assert.Equal(
            ["setup of 2", ">First", "First", "<First", ">Second", "Second", "<Second", "teardown, passed True"],
            build.Steps("--target=Second"));
    }

    [Fact]
    public void Single_steps_can_be_registered_alone()
    {
        var build = new TestBuild().With<First>()
            .Use(host => host.UseSetup<OnlySetup>().UseTeardown<OnlyTeardown>().UseTaskSetup<OnlyTaskSetup>().UseTaskTeardown<OnlyTaskTeardown>());

        Assert.Equal(["setup", "task setup", "First", "task teardown", "teardown"], build.Steps("--target=First"));
    }

    [Fact]
    public void The_last_registration_counts()
    {
        var build = new TestBuild().With<First>().Use(host => host.UseLifetime<Whole>().UseSetup<OnlySetup>());
        Assert.Equal(["setup", "First", "teardown, passed True"], build.Steps("--target=First"));
    }

    private sealed class First(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("First");
    }

    [IsDependentOn(typeof(First))]
    private sealed class Second(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("Second");
    }

    private sealed class Whole(Journal journal) : FrostingLifetime<FrostingContext>
    {
        public override void Setup(FrostingContext context, ISetupContext info) => journal.Add($"setup of {info.TasksToExecute.Count}");

        public override void Teardown(FrostingContext context, ITeardownContext info) => journal.Add($"teardown, passed {info.Successful}");
    }

    private sealed class Each(Journal journal) : FrostingTaskLifetime
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => journal.Add($">{info.Task.Name}");

        public override void Teardown(ICakeContext context, ITaskTeardownContext info) => journal.Add($"<{info.Task.Name}");
    }

    private sealed class OnlySetup(Journal journal) : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) => journal.Add("setup");
    }

    private sealed class OnlyTeardown(Journal journal) : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Add("teardown");
    }

    private sealed class OnlyTaskSetup(Journal journal) : FrostingTaskSetup
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => journal.Add("task setup");
    }

    private sealed class OnlyTaskTeardown(Journal journal) : FrostingTaskTeardown
    {
        public override void Teardown(ICakeContext context, ITaskTeardownContext info) => journal.Add("task teardown");
    }
}
