using System.Diagnostics;
using Lighthouse.Chaos;
using Lighthouse.Chaos.CpuThrottle;
using Lighthouse.Chaos.ProcessHang;
using Lighthouse.Chaos.ProcessKill;
using Lighthouse.Chaos.Processes;

namespace Lighthouse.Instruments.Tests.Chaos.Processes;

/// <summary>Faults that stop a process, against a real one.</summary>
public sealed class StopJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stop-journal").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StopJournal Journal => new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_hung_process_is_seen_to_hang_and_to_go_on()
    {
        using var child = await ListeningChild.StartAsync();
        var result = await RunAsync(Hang(child), new ExperimentOptions { SteadyState = child.AnswersAsync, SteadyFor = TimeSpan.FromMilliseconds(50) });
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.True(await child.AnswersAsync(Cancellation));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_throttled_process_is_seen_to_have_less_and_to_have_all_again()
    {
        using var child = await ListeningChild.StartAsync();
        await child.AnswersAsync(Cancellation);
        var fault = new CpuThrottleFault(
            new CpuThrottleOptions { Process = ProcessIdentity.Of(child.Process.Id), Journal = Journal, WorkAsync = child.AnswersAsync, Samples = 10, Period = TimeSpan.FromMilliseconds(400) },
            TimeProvider.System);
        var result = await RunAsync(fault, new ExperimentOptions());
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.True(await child.AnswersAsync(Cancellation));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task What_a_killed_run_left_stopped_goes_on_at_the_next_start()
    {
        using var child = await ListeningChild.StartAsync();
        var left = Hang(child);
        await left.PrepareAsync(Cancellation);
        await left.InjectAsync(Cancellation);
        // The signal is sent; the process takes it when it is scheduled.
        while (StateOf(child.Process) != "T")
            await Task.Delay(5, Cancellation);
        Assert.Equal([ProcessIdentity.Of(child.Process.Id)], Journal.UndoAll());
        Assert.True(await child.AnswersAsync(Cancellation));
        Assert.Empty(Journal.UndoAll());
    }

    [Fact]
    public async Task A_process_with_another_start_is_left_as_it_is()
    {
        using var child = await ListeningChild.StartAsync();
        var other = ProcessIdentity.Of(child.Process.Id) with { StartTicks = 1 };
        var result = await RunAsync(Hang(child, other), new ExperimentOptions());
        Assert.StartsWith("LHC4621", result.Reason, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, $"{other.Id}-{other.StartTicks}.stopped"), "");
        Assert.Empty(Journal.UndoAll());
        Assert.NotEqual("T", StateOf(child.Process));
    }

    [Fact]
    public async Task Neither_this_process_nor_the_first_may_be_stopped()
    {
        using var child = await ListeningChild.StartAsync();
        foreach (var forbidden in new[] { ProcessIdentity.Of(Environment.ProcessId), new ProcessIdentity(1, 0) })
            Assert.StartsWith("LHC4611", (await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(Hang(child, forbidden), new ExperimentOptions()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_answers_all_the_same_did_not_hang()
    {
        using var child = await ListeningChild.StartAsync();
        using var other = await ListeningChild.StartAsync();
        var options = Options(child, ProcessIdentity.Of(child.Process.Id)) with { AnswersAsync = other.AnswersAsync };
        var result = await RunAsync(new ProcessHangFault(options, TimeProvider.System), new ExperimentOptions());
        Assert.StartsWith("LHC4012", result.Reason, StringComparison.Ordinal);
        Assert.NotEqual("T", StateOf(child.Process));
    }

    [Fact]
    public async Task A_target_that_does_not_answer_before_is_not_stopped()
    {
        using var child = await ListeningChild.StartAsync();
        var options = Options(child, ProcessIdentity.Of(child.Process.Id)) with { AnswersAsync = _ => Task.FromResult(false), ShowWithin = TimeSpan.FromMilliseconds(400) };
        var result = await RunAsync(new ProcessHangFault(options, TimeProvider.System), new ExperimentOptions());
        Assert.Equal((ExperimentStatus.NotRun, null), (result.Status, result.InjectedAt));
        Assert.StartsWith("LHC4622", result.Reason, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.NotEqual("T", StateOf(child.Process));
    }

    [Fact]
    public async Task One_late_answer_before_it_is_waited_for()
    {
        using var child = await ListeningChild.StartAsync();
        var asked = 0;
        var options = Options(child, ProcessIdentity.Of(child.Process.Id)) with
        {
            AnswersAsync = async token =>
            {
                if (asked++ == 0)
                    await new TaskCompletionSource().Task.WaitAsync(token);
                return await child.AnswersAsync(token);
            },
        };
        var result = await RunAsync(new ProcessHangFault(options, TimeProvider.System), new ExperimentOptions());
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
    }

    private ProcessHangFault Hang(ListeningChild child, ProcessIdentity? identity = null) =>
        new(Options(child, identity ?? ProcessIdentity.Of(child.Process.Id)), TimeProvider.System);

    private ProcessHangOptions Options(ListeningChild child, ProcessIdentity identity) =>
        new() { Process = identity, Journal = Journal, Port = child.Port, AnswersAsync = child.AnswersAsync };

    private static Task<ExperimentResult> RunAsync(IFault fault, ExperimentOptions options) => new Experiment(fault, options, TimeProvider.System).RunAsync(Cancellation);

    private static string StateOf(Process process)
    {
        var text = File.ReadAllText($"/proc/{process.Id}/stat");
        return text.Substring(text.LastIndexOf(')') + 2, 1);
    }
}
