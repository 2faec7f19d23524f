namespace Lighthouse.Pipeline.Tests.Whole;

/// <summary>What a user sees who asks, or who mistypes.</summary>
public sealed class CommandLineOfTheBuild
{
    [Fact]
    public async Task The_tree_shows_the_week()
    {
        using var folder = new TemporaryFolder();
        var outcome = await BuildHost.ScriptAsync("--tree", $"--artifacts={folder.Path}");
        Assert.Equal(0, outcome.ExitCode);
        var order = new[] { "GoNoGo", "Integration", "Resilience", "Performance", "Security", "Build" }
            .Select(task => outcome.Output.IndexOf(task, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, order);
        Assert.Equal(order.Order(), order);
    }

    [Fact]
    public async Task A_question_changes_nothing_and_names_every_option()
    {
        using var folder = new TemporaryFolder();
        var outcome = await BuildHost.RunAsync("--help", $"--artifacts={folder.Path}");
        Assert.Equal(0, outcome.ExitCode);
        Assert.All(["--profile", "--gate", "--target-url", "--seed", "--fail-fast", "--artifacts", "--target", "--exclusive"], option => Assert.Contains(option, outcome.Output, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("LH6104", "--target=Monday")]
    [InlineData("LH6001", "--profiel=quick")]
    [InlineData("LH6007", "--gate=nonsense")]
    public async Task A_mistake_is_one_clear_line_and_exit_code_2(string code, string argument)
    {
        using var folder = new TemporaryFolder();
        var outcome = await BuildHost.RunAsync(argument, $"--artifacts={folder.Path}");
        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith(code, Assert.Single(outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_without_a_run_is_none()
    {
        using var folder = new TemporaryFolder();
        var outcome = await BuildHost.RunAsync("--target=GoNoGo", "--exclusive", $"--artifacts={folder.Path}");
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("LH5201", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_in_the_same_folder_is_kept_out()
    {
        using var folder = new TemporaryFolder();
        using var first = new FileStream(folder["run.lock"], FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        var outcome = await BuildHost.RunAsync("--target=GoNoGo", "--exclusive", $"--artifacts={folder.Path}");
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("LH5011", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_artifacts_folder_that_cannot_be_made_is_said()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["taken"], "", TestContext.Current.CancellationToken);
        var outcome = await BuildHost.RunAsync("--target=GoNoGo", "--exclusive", $"--artifacts={folder["taken/below"]}");
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("LH5012", outcome.Output, StringComparison.Ordinal);
    }
}
