using Cake.Core;
using Cake.Frosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests.Running;

public sealed class FailureTests
{
    [Fact]
    public void A_failing_task_fails_the_build_and_stops_what_depends_on_it()
    {
        var build = new TestBuild().With<Failing>().With<Later>();
        Assert.Equal(1, build.Run("--target=Later"));
        Assert.Equal(["failing"], build.Journal.Entries);
        Assert.Contains("it broke", build.Output);
    }

    [Fact]
    public void An_asynchronous_task_fails_the_build_too() =>
        Assert.Equal(1, new TestBuild().With<FailingLate>().Run("--target=FailingLate"));

    [Fact]
    public void A_CakeException_chooses_the_exit_code() =>
        Assert.Equal(7, new TestBuild().With<FailingWithCode>().Run("--target=FailingWithCode"));

    [Fact]
    public void A_CakeException_that_another_one_wraps_chooses_the_exit_code() =>
        Assert.Equal(9, new TestBuild().With<FailingWrapped>().Run("--target=FailingWrapped"));

    [Fact]
    public void The_exit_code_zero_is_never_believed_of_a_failure() =>
        Assert.Equal(1, new TestBuild().With<FailingWithZero>().Run("--target=FailingWithZero"));

    [Fact]
    public void The_teardown_runs_after_a_failure_and_knows_it()
    {
        var build = new TestBuild().With<Failing>().Use(host => host.UseTeardown<Telling>());
        Assert.Equal(1, build.Run("--target=Failing"));
        Assert.Equal(["failing", "teardown: it broke"], build.Journal.Entries);
    }

    [Fact]
    public void A_teardown_that_fails_fails_a_build_that_passed()
    {
        var build = new TestBuild().With<Passing>().Use(host => host.UseTeardown<Breaking>());
        Assert.NotEqual(0, build.Run("--target=Passing"));
        Assert.Contains("the teardown broke", build.Output);
    }

    [Fact]
    public void A_teardown_that_fails_after_a_task_hides_neither()
    {
        var build = new TestBuild().With<Failing>().Use(host => host.UseTeardown<Breaking>());
        Assert.Equal(1, build.Run("--target=Failing"));
        Assert.Contains("it broke", build.Output);
        Assert.Contains("the teardown broke", build.Output);
    }

    [Fact]
    public void A_setup_that_fails_runs_no_task_but_the_teardown()
    {
        var build = new TestBuild().With<Passing>().Use(host => host.UseSetup<BreakingSetup>().UseTeardown<Telling>());
        Assert.Equal(5, build.Run("--target=Passing"));
        Assert.Equal(["teardown: the setup broke"], build.Journal.Entries);
    }

    [Fact]
    public void ContinueOnError_lets_the_build_go_on()
    {
        var build = new TestBuild().With<Tolerated>().With<AfterTolerated>();
        Assert.Equal(["tolerated", "after"], build.Steps("--target=AfterTolerated"));
    }

    [Fact]
    public void An_overridden_OnError_swallows_the_failure_with_a_warning()
    {
        var build = new TestBuild().With<Handling>();
        Assert.Equal(["handled: it broke"], build.Steps("--target=Handling"));
        Assert.Contains("Task 'Handling' failed and the build goes on", build.Output);
    }

    [Fact]
    public void An_OnError_that_throws_keeps_the_failure() =>
        Assert.Equal(6, new TestBuild().With<Rethrowing>().Run("--target=Rethrowing"));

    [Fact]
    public void Finally_runs_after_the_failure_and_after_OnError()
    {
        var build = new TestBuild().With<Tidying>();
        Assert.Equal(1, build.Run("--target=Tidying"));
        Assert.Equal(["run", "error", "finally"], build.Journal.Entries);
    }

    [Fact]
    public void A_service_that_cannot_be_disposed_of_fails_a_build_that_passed()
    {
        var build = new TestBuild().With<Passing>().Use(host => host.ConfigureServices(services => services.AddSingleton<Undisposable>()));
        build.With<UsingUndisposable>();
        Assert.Equal(1, build.Run("--target=UsingUndisposable"));
        Assert.Contains("cannot be disposed of", build.Output);
    }

    private sealed class Passing : FrostingTask;

    private sealed class Failing(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            journal.Add("failing");
            throw new InvalidOperationException("it broke");
        }
    }

    [IsDependentOn(typeof(Failing))]
    private sealed class Later(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("later");
    }

    private sealed class FailingLate : AsyncFrostingTask
    {
        public override async Task RunAsync(ICakeContext context)
        {
            await Task.Yield();
            throw new InvalidOperationException("it broke later");
        }
    }

    private sealed class FailingWithCode : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException(7, "seven");
    }

    private sealed class FailingWithZero : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException(0, "zero");
    }

    private sealed class FailingWrapped : FrostingTask
    {
        public override void Run(ICakeContext context) =>
            throw new AggregateException(new InvalidOperationException("outer", new CakeException(9, "nine")));
    }

    private sealed class Telling(Journal journal) : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) =>
            journal.Add($"teardown: {info.ThrownException?.GetBaseException().Message ?? "nothing"}");
    }

    private sealed class Breaking : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => throw new InvalidOperationException("the teardown broke");
    }

    private sealed class BreakingSetup : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) => throw new CakeException(5, "the setup broke");
    }

    [ContinueOnError]
    private sealed class Tolerated(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            journal.Add("tolerated");
            throw new InvalidOperationException("it broke");
        }
    }

    [IsDependentOn(typeof(Tolerated))]
    private sealed class AfterTolerated(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("after");
    }

    private sealed class Handling(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("it broke");

        public override void OnError(Exception exception, ICakeContext context) => journal.Add($"handled: {exception.Message}");
    }

    private sealed class Rethrowing : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("it broke");

        public override void OnError(Exception exception, ICakeContext context) => throw new CakeException(6, "six", exception);
    }

    private sealed class Tidying(Journal journal) : AsyncFrostingTask
    {
        public override Task RunAsync(ICakeContext context)
        {
            journal.Add("run");
            return Task.FromException(new InvalidOperationException("it broke"));
        }

        public override void OnError(Exception exception, ICakeContext context)
        {
            journal.Add("error");
            throw exception;
        }

        public override void Finally(ICakeContext context) => journal.Add("finally");
    }

    private sealed class Undisposable : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("cannot be disposed of");
    }

    private sealed class UsingUndisposable(Undisposable service) : FrostingTask
    {
        public override void Run(ICakeContext context) => Assert.NotNull(service);
    }
}
