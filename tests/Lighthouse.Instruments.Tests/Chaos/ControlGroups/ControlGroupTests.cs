using Lighthouse.Chaos;
using Lighthouse.Chaos.ControlGroups;
using Lighthouse.Chaos.CpuThrottle;
using Lighthouse.Chaos.ProcessKill;
using Lighthouse.Chaos.Processes;

namespace Lighthouse.Instruments.Tests.Chaos.ControlGroups;

/// <summary>Faults by control group, on a real process.</summary>
public sealed class ControlGroupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("control-group").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_process_gets_its_share_by_the_kernel_and_is_where_it_was_afterwards()
    {
        using var child = await ListeningChild.StartAsync();
        var missing = CpuThrottleFault.QuotaMissingFor(child.Process.Id);
        Assert.SkipWhen(missing is not null, missing ?? "");
        var before = await GroupsOfAsync(child);
        var during = "";
        var fault = new CpuThrottleFault(
            new CpuThrottleOptions
            {
                Process = ProcessIdentity.Of(child.Process.Id), Journal = new StopJournal(_folder), Groups = new ControlGroupJournal(_folder), Share = 0.02,
                Period = TimeSpan.FromMilliseconds(100), WorkAsync = child.AnswersAsync,
            },
            TimeProvider.System);
        // Work of its own all through: a process that rests is held back by nobody.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var work = WorkAsync(child, end.Token);
        var result = await new Experiment(fault, new ExperimentOptions { WhileInEffect = async _ => during = await GroupsOfAsync(child) }, TimeProvider.System).RunAsync(Cancellation);
        await end.CancelAsync();
        await work;
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.Contains("lighthouse-chaos-", during, StringComparison.Ordinal);
        Assert.Equal(before, await GroupsOfAsync(child));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("/etc", "/")]
    [InlineData("/sys/fs/cgroup/memory", "/sys/fs/cgroup")]
    [InlineData("/sys/fs/cgroup/../../../tmp/lighthouse-chaos-1", "/sys/fs/cgroup")]
    [InlineData("/sys/fs/cgroup/memory/lighthouse-chaos-1", "/etc")]
    [InlineData("/sys/fs/cgroup/memory/lighthouse-chaos-1/", "/sys/fs/cgroup/memory")]
    public void An_entry_of_a_group_that_no_fault_made_is_refused(string path, string origin)
    {
        File.WriteAllLines(Path.Combine(_folder, "x.group"), [path, origin]);
        var journal = new ControlGroupJournal(_folder);
        Assert.StartsWith("LHC4711", Assert.Throws<ChaosException>(() => journal.UndoAll()).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_group_that_is_gone_already_is_struck()
    {
        File.WriteAllLines(Path.Combine(_folder, "x.group"), ["/sys/fs/cgroup/memory/lighthouse-chaos-gone", "/sys/fs/cgroup/memory"]);
        Assert.Empty(new ControlGroupJournal(_folder).UndoAll());
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static Task<string> GroupsOfAsync(ListeningChild child) => File.ReadAllTextAsync($"/proc/{child.Process.Id}/cgroup", Cancellation);

    private static Task WorkAsync(ListeningChild child, CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await child.AnswersAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }));
}
