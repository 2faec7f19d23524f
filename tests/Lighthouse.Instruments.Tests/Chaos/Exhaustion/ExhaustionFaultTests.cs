using System.Diagnostics;
using Lighthouse.Chaos;
using Lighthouse.Chaos.ControlGroups;
using Lighthouse.Chaos.Exhaustion;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Instruments.Tests.Chaos.Exhaustion;

/// <summary>Limits on a real process that takes more and more when it is told to.</summary>
public sealed class ExhaustionFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exhaustion").FullName;

    // Takes all the memory that there is, after a line on its input.
    private readonly Process _greedy = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "read go; exec tail /dev/zero"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
    private int _restarts;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (!_greedy.HasExited)
            _greedy.Kill();
        _greedy.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_process_beyond_its_groups_memory_is_killed_by_the_kernel_which_counts_it()
    {
        SkipWithoutGroups();
        var result = await RunAsync(new MemoryGroupLimit(new ControlGroupJournal(_folder), 64_000_000), Options());
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.Contains("counts 1 kills", result.Effect!.Detail, StringComparison.Ordinal);
        await _greedy.WaitForExitAsync(Cancellation);
        Assert.Equal((137, 1), (_greedy.ExitCode, _restarts));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_process_that_goes_on_lacks_nothing()
    {
        SkipWithoutGroups();
        var options = Options() with { PressAsync = _ => Task.CompletedTask, ShowWithin = TimeSpan.FromMilliseconds(300) };
        var result = await RunAsync(new MemoryGroupLimit(new ControlGroupJournal(_folder), 64_000_000), options);
        Assert.StartsWith("LHC4012", result.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _restarts);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_process_beyond_its_own_limit_of_memory_ends_of_it()
    {
        var result = await RunAsync(new ProcessLimit(LimitedResource.Data, 32_000_000), Options());
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.Equal(1, _restarts);
    }

    [Fact]
    public async Task A_limit_of_a_process_that_lives_on_is_lifted()
    {
        var before = await LimitsAsync();
        var during = "";
        var options = Options() with { PressAsync = _ => Task.CompletedTask, IsRefusingAsync = _ => Task.FromResult(true) };
        var fault = new ExhaustionFault(options with { Limit = new ProcessLimit(LimitedResource.OpenFiles, 7) }, TimeProvider.System);
        var result = await new Experiment(fault, new ExperimentOptions { WhileInEffect = async _ => during = await LimitsAsync() }, TimeProvider.System).RunAsync(Cancellation);
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.NotEqual(before, during);
        Assert.Equal((before, 0), (await LimitsAsync(), _restarts));
    }

    [Fact]
    public async Task A_process_that_was_not_started_with_the_limit_is_not_pressed()
    {
        var pressed = 0;
        var options = Options() with
        {
            PressAsync = _ =>
            {
                pressed++;
                return Task.CompletedTask;
            },
        };
        var result = await RunAsync(new StartedWithLimit("heap", "LIGHTHOUSE_TEST_NO_SUCH_LIMIT"), options);
        Assert.StartsWith("LHC5121", result.Reason, StringComparison.Ordinal);
        Assert.Equal(0, pressed);
    }

    [Fact]
    public async Task Another_process_of_the_same_number_is_left_alone()
    {
        var options = Options() with { Process = ProcessIdentity.Of(_greedy.Id) with { StartTicks = 1 } };
        Assert.StartsWith("LHC5111", (await RunAsync(new ProcessLimit(LimitedResource.Data, 1_000_000), options)).Reason, StringComparison.Ordinal);
        Assert.False(_greedy.HasExited);
    }

    private void SkipWithoutGroups()
    {
        var missing = MemoryGroupLimit.MissingFor(_greedy.Id);
        Assert.SkipWhen(missing is not null, missing ?? "");
    }

    private Task<string> LimitsAsync() => File.ReadAllTextAsync($"/proc/{_greedy.Id}/limits", Cancellation);

    private static Task<ExperimentResult> RunAsync(ResourceLimit limit, ExhaustionOptions options) =>
        new Experiment(new ExhaustionFault(options with { Limit = limit }, TimeProvider.System), new ExperimentOptions(), TimeProvider.System).RunAsync(Cancellation);

    private ExhaustionOptions Options() => new()
    {
        Process = ProcessIdentity.Of(_greedy.Id),
        Limit = new ProcessLimit(LimitedResource.Data, 0),
        PressAsync = async token =>
        {
            await _greedy.StandardInput.WriteLineAsync("go".AsMemory(), token);
            await _greedy.StandardInput.FlushAsync(token);
        },
        RestartAsync = _ =>
        {
            _restarts++;
            return Task.CompletedTask;
        },
        IsHealthyAsync = _ => Task.FromResult(true),
    };
}
