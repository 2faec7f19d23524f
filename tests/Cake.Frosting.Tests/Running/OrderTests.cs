using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests.Running;

public sealed class OrderTests
{
    private static TestBuild Build() => new TestBuild().With<Publish>().With<Restore>().With<Test>().With<Compile>().With<Generate>();

    [Fact]
    public void Dependencies_run_first_and_in_the_order_of_their_attributes() =>
        Assert.Equal(["Restore", "Generate", "Compile", "Test", "Publish"], Build().Steps("--target=Publish"));

    [Fact]
    public void Tasks_that_the_target_does_not_need_stay_out() =>
        Assert.Equal(["Restore", "Generate", "Compile"], Build().Steps("--target", "Compile"));

    [Fact]
    public void Several_targets_run_their_shared_dependencies_once() =>
        Assert.Equal(["Restore", "Generate", "Compile", "Test"], Build().Steps("--target=Compile", "-t", "Test"));

    [Fact]
    public void Several_exclusive_targets_run_in_the_order_of_the_graph_not_of_the_command_line() =>
        Assert.Equal(["Restore", "Test"], Build().Steps("--exclusive", "--target=Test", "--target=Restore"));

    [Theory]
    [InlineData("--exclusive")]
    [InlineData("-e")]
    public void Exclusive_leaves_the_dependencies_out(string option) =>
        Assert.Equal(["Publish"], Build().Steps("--target=Publish", option));

    [Fact]
    public void A_target_is_found_whatever_its_case() =>
        Assert.Equal(["Restore"], Build().Steps("--target=restore"));

    [Fact]
    public void Without_a_target_the_task_named_Default_runs() =>
        Assert.Equal(["Restore", "Generate", "Compile", "Default"], Build().With<Default>().Steps());

    [Fact]
    public void A_host_can_run_again()
    {
        var build = Build();
        build.Steps("--target=Restore");
        Assert.Equal(["Restore", "Restore"], build.Steps("--target=Restore"));
    }

    private abstract class Noting(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add(GetType().Name);
    }

    private sealed class Restore(Journal journal) : Noting(journal);

    [IsDependentOn(typeof(Restore))]
    private sealed class Compile(Journal journal) : Noting(journal);

    [IsDependeeOf(typeof(Compile)), IsDependentOn(typeof(Restore))]
    private sealed class Generate(Journal journal) : Noting(journal);

    [IsDependentOn(typeof(Compile))]
    private sealed class Test(Journal journal) : Noting(journal);

    [IsDependentOn(typeof(Test)), IsDependentOn(typeof(Compile))]
    private sealed class Publish(Journal journal) : Noting(journal);

    [IsDependentOn(typeof(Compile))]
    private sealed class Default(Journal journal) : Noting(journal);
}
