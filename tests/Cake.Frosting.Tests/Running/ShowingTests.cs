using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests.Running;

public sealed class ShowingTests
{
    private static TestBuild Build() =>
        new TestBuild().With<Compile>().With<Generate>().With<Release>().Use(host => host.UseLifetime<Loud>());

    [Fact]
    public void A_dry_run_names_the_tasks_in_order_and_runs_none()
    {
        var build = Build();
        Assert.Equal(0, build.Run("--target=Release", "--dryrun"));
        Assert.Empty(build.Journal.Entries);
        Assert.Equal(
            ["1. Generate", "2. Compile", "3. Release"],
            build.Output.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length > 0 && char.IsAsciiDigit(line[0])));
    }

    [Fact]
    public void A_dry_run_does_not_find_a_task_that_does_not_exist() =>
        Assert.Equal(2, Build().Run("--target=Relaese", "--dryrun"));

    [Fact]
    public void The_tree_shows_both_kinds_of_edges_and_runs_nothing()
    {
        var build = Build();
        Assert.Equal(0, build.Run("--tree"));
        Assert.Empty(build.Journal.Entries);
        Assert.Equal(
            ["Release", "└─Compile", "└─Generate"],
            build.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public void The_descriptions_are_listed_beside_the_names()
    {
        var build = Build();
        Assert.Equal(0, build.Run("--description"));
        Assert.Empty(build.Journal.Entries);
        Assert.Contains(build.Output.Split('\n'), line => line.Contains("Release") && line.Contains("Ships it"));
    }

    [Theory]
    [InlineData("--target=Odd {0} [red]")]
    [InlineData("--target=Odd {0} [red]", "--dryrun")]
    [InlineData("--tree")]
    [InlineData("--description")]
    public void Names_and_descriptions_are_printed_as_they_are(params string[] args)
    {
        var build = new TestBuild().With<Odd>();
        Assert.True(build.Run(args) == 0, build.Output);
        Assert.Contains("Odd {0} [red]", build.Output);
    }

    [TaskName("Odd {0} [red]"), TaskDescription("[bold]{1}")]
    private sealed class Odd : FrostingTask;

    private sealed class Loud(Journal journal) : FrostingLifetime
    {
        public override void Setup(ICakeContext context, ISetupContext info) => journal.Add("setup");

        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Add("teardown");
    }

    private sealed class Compile(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("compile");
    }

    [IsDependeeOf(typeof(Compile))]
    private sealed class Generate(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("generate");
    }

    [TaskDescription("Ships it"), IsDependentOn(typeof(Compile))]
    private sealed class Release(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("release");
    }
}
