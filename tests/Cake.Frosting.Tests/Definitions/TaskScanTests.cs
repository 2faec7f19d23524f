using System.Reflection;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests.Definitions;

public sealed class TaskScanTests
{
    [Fact]
    public void Public_tasks_of_an_added_assembly_run()
    {
        var build = BuildOf(EmittedAssembly.With(("Sample.Pack", TypeAttributes.Public)));
        Assert.Equal(0, build.Run("--target=Pack"));
    }

    [Fact]
    public void An_internal_task_is_reported_instead_of_vanishing()
    {
        var build = BuildOf(EmittedAssembly.With(("Sample.Pack", TypeAttributes.Public), ("Sample.Hidden", TypeAttributes.NotPublic)));
        Assert.Equal(2, build.Run("--target=Pack"));
        Assert.Contains("CF1001: task type 'Sample.Hidden' in assembly 'Sample.Tasks' is not public", build.Output);
        Assert.Contains("make it public", build.Output);
    }

    [Fact]
    public void Every_internal_task_is_named()
    {
        var build = BuildOf(EmittedAssembly.With(("Sample.One", TypeAttributes.NotPublic), ("Sample.Two", TypeAttributes.NotPublic)));
        Assert.Equal(2, build.Run("--tree"));
        Assert.Contains("'Sample.One'", build.Output);
        Assert.Contains("'Sample.Two'", build.Output);
    }

    [Fact]
    public void An_abstract_task_is_a_base_class_and_no_mistake()
    {
        var build = BuildOf(EmittedAssembly.With(("Sample.Pack", TypeAttributes.Public), ("Sample.Base", TypeAttributes.Abstract)));
        Assert.Equal(0, build.Run("--target=Pack"));
    }

    [Fact]
    public void A_generic_task_is_reported()
    {
        var build = BuildOf(EmittedAssembly.WithGenericTask("Sample.Generic"));
        Assert.Equal(2, build.Run("--tree"));
        Assert.Contains("CF1002: task type 'Sample.Generic' is generic", build.Output);
    }

    [Fact]
    public void A_type_that_cannot_be_loaded_is_reported()
    {
        var build = BuildOf(EmittedAssembly.WithLostBase("Sample.Good", "Sample.Lost"));
        Assert.Equal(2, build.Run("--target=Good"));
        Assert.Contains("CF1003: not every type of assembly 'Sample.LostTasks' could be loaded", build.Output);
    }

    [Fact]
    public void An_assembly_added_twice_counts_once()
    {
        var assembly = EmittedAssembly.With(("Sample.Pack", TypeAttributes.Public));
        Assert.Equal(0, BuildOf(assembly, assembly).Run("--target=Pack"));
    }

    [Fact]
    public void The_program_itself_is_scanned_without_being_added()
    {
        var scan = Frosting.Internal.Definitions.TaskScan.Of([Assembly.GetEntryAssembly()!]);
        Assert.Contains(scan.Refusals, refusal => refusal.Contains(typeof(Private).FullName!));
        Assert.Equal(2, CakeHost.Create().Run(["--tree", "--verbosity=quiet"]));
    }

    private static TestBuild BuildOf(params Assembly[] assemblies)
    {
        var build = new TestBuild();
        foreach (var assembly in assemblies)
        {
            build.Host.AddAssembly(assembly);
        }

        return build;
    }

    private sealed class Private : FrostingTask;
}
