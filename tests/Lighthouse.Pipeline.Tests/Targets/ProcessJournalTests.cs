using System.Diagnostics;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Tests.Targets;

public sealed class ProcessJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process sleeper = Process.Start("sleep", "600");

    public void Dispose()
    {
        if (!sleeper.HasExited)
            sleeper.Kill();
        sleeper.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_a_killed_run_left_behind_is_ended()
    {
        var identity = ProcessIdentity.Of(sleeper);
        new ProcessJournal(folder.Path).Started(identity);
        Assert.Equal([identity], new ProcessJournal(folder.Path).EndLeftovers());
        Assert.True(sleeper.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_later_process_with_the_same_number_is_left_alone()
    {
        new ProcessJournal(folder.Path).Started(ProcessIdentity.Of(sleeper) with { StartedAt = 1 });
        Assert.Empty(new ProcessJournal(folder.Path).EndLeftovers());
        Assert.False(sleeper.HasExited);
    }

    [Fact]
    public void An_ended_process_is_struck_out()
    {
        var journal = new ProcessJournal(folder.Path);
        var identity = ProcessIdentity.Of(sleeper);
        journal.Started(identity);
        journal.Ended(identity);
        Assert.Empty(journal.EndLeftovers());
        Assert.False(sleeper.HasExited);
    }

    [Theory]
    [InlineData("nonsense.process")]
    [InlineData("1-2-3.process")]
    [InlineData("-1-5.process")]
    [InlineData("99999999999-5.process")]
    public void A_file_that_names_no_process_does_no_harm(string name)
    {
        File.WriteAllText(folder[name], "");
        Assert.Empty(new ProcessJournal(folder.Path).EndLeftovers());
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
