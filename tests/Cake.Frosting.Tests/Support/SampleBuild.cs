using Cake.Core;

namespace Cake.Frosting.Tests.Support;

/// <summary>A build that runs in a process of its own.</summary>
internal static class SampleBuild
{
    /// <summary>The first argument that turns the test program into the build.</summary>
    public const string Switch = "--sample-build";

    /// <summary>Written once the waiting task runs.</summary>
    public const string Waiting = "waiting for ever";

    public static int Run(IEnumerable<string> args) =>
        new CakeHost([])
            .ConfigureServices(services => services.AddTask<CompileTask>().AddTask<DefaultTask>().AddTask<BrokenTask>().AddTask<EndlessTask>())
            .Run(args);

    [TaskName("Compile")]
    private sealed class CompileTask : FrostingTask
    {
        public override void Run(ICakeContext context) => Console.WriteLine("compiled");
    }

    [TaskName("Default"), IsDependentOn(typeof(CompileTask))]
    private sealed class DefaultTask : FrostingTask
    {
        public override void Run(ICakeContext context) => Console.WriteLine("done");
    }

    [TaskName("Broken")]
    private sealed class BrokenTask : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException(42, "the disk is full");
    }

    [TaskName("Endless")]
    private sealed class EndlessTask : AsyncFrostingTask
    {
        public override Task RunAsync(ICakeContext context)
        {
            Console.WriteLine(Waiting);
            return Task.Delay(Timeout.Infinite);
        }
    }
}
