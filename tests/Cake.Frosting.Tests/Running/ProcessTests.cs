using System.Diagnostics;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests.Running;

public sealed class ProcessTests
{
    [Fact]
    public async Task A_build_that_passes_exits_with_zero()
    {
        var (exitCode, output) = await SampleProcess.RunAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains("compiled", output);
        Assert.Contains("done", output);
    }

    [Fact]
    public async Task A_failing_task_s_exit_code_reaches_the_shell()
    {
        var (exitCode, output) = await SampleProcess.RunAsync("--target=Broken");
        Assert.Equal(42, exitCode);
        Assert.Contains("the disk is full", output);
    }

    [Theory]
    [InlineData("--target")]
    [InlineData("--target=Compil")]
    [InlineData("--verbosity=loud")]
    public async Task A_mistake_on_the_command_line_exits_with_two(string mistake)
    {
        var (exitCode, output) = await SampleProcess.RunAsync(mistake);
        Assert.Equal(2, exitCode);
        Assert.DoesNotContain("compiled", output);
    }

    [Theory]
    [InlineData("--help", "--exclusive")]
    [InlineData("-h", "--dryrun")]
    [InlineData("--version", "7.0.0")]
    [InlineData("--info", "7.0.0")]
    public async Task A_question_is_answered_and_nothing_runs(string question, string answer)
    {
        var (exitCode, output) = await SampleProcess.RunAsync(question);
        Assert.Equal(0, exitCode);
        Assert.Contains(answer, output);
        Assert.DoesNotContain("compiled", output);
    }

    [Fact]
    public async Task Without_the_report_the_summary_is_left_out()
    {
        var (_, with) = await SampleProcess.RunAsync();
        var (_, without) = await SampleProcess.RunAsync("--no-report");
        Assert.Contains("Duration", with);
        Assert.DoesNotContain("Duration", without);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_a_build_that_waits_for_ever(string signal, int expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "signals are sent with kill(1), which Windows lacks");
        using var sample = SampleProcess.Start("--target=Endless");
        await sample.WaitForLineAsync(SampleBuild.Waiting);

        using var kill = Process.Start("kill", [$"-{signal}", $"{sample.Id}"]);
        var (exitCode, _) = await sample.EndAsync();
        Assert.Equal(expected, exitCode);
    }
}
