using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests.Hosting;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("quick", "--profile=quick")]
    [InlineData("quick", "--profile", "quick")]
    [InlineData("two words", "--profile=two words")]
    [InlineData("two words", "--profile", "two words")]
    [InlineData("a=b=c", "--profile=a=b=c")]
    [InlineData("http://127.0.0.1:8080/x?y=1&z=2", "--profile=http://127.0.0.1:8080/x?y=1&z=2")]
    [InlineData("C:\\a b\\c", "--profile=C:\\a b\\c")]
    [InlineData("", "--profile", "")]
    [InlineData("", "--profile")]
    [InlineData("x", "--PROFILE=x")]
    [InlineData("a,b", "--profile=a", "--profile=b")]
    [InlineData("-5", "--profile=-5")]
    public void Whatever_is_not_an_option_is_an_argument_of_the_build(string expected, params string[] args)
    {
        var build = new TestBuild().With<Asking>();
        Assert.Equal([expected], build.Steps([.. args, "--target=Asking"]));
    }

    [Theory]
    [InlineData("", "--target=Asking")]
    [InlineData("quick", "--target=Asking", "--profile=quick")]
    [InlineData("quick", "--target=Asking", "--", "--profile=quick")]
    [InlineData("quick", "-t", "Asking", "--profile", "quick", "--verbosity=quiet")]
    public void Options_and_arguments_mix(string expected, params string[] args)
    {
        var build = new TestBuild().With<Asking>();
        Assert.Equal([expected], build.Steps(args));
    }

    [Theory]
    [InlineData("--profile=")]
    [InlineData("--target=")]
    [InlineData("--verbosity=loud")]
    [InlineData("stray")]
    public void A_mistake_on_the_command_line_runs_nothing(string mistake)
    {
        var build = new TestBuild().With<Asking>();
        Assert.Equal(2, build.Run("--target=Asking", mistake));
        Assert.Empty(build.Journal.Entries);
    }

    [Fact]
    public void A_flag_with_a_value_is_an_argument_too()
    {
        var build = new TestBuild().With<Version>();
        Assert.Equal(["1.2.3"], build.Steps("--target=Version", "--version=1.2.3"));
    }

    [Fact]
    public void The_targets_are_an_argument_as_well()
    {
        var build = new TestBuild().With<Asking>().With<Targets>();
        Assert.Contains("Asking,Targets", build.Steps("--target=Asking", "--target=Targets"));
    }

    private sealed class Asking(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add(string.Join(",", context.Arguments.GetArguments("profile")));
    }

    private sealed class Version(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add(context.Arguments.GetArgument("version") ?? "none");
    }

    private sealed class Targets(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add(string.Join(",", context.Arguments.GetArguments("target")));
    }
}
