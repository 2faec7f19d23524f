using Lighthouse.Load.Endurance;
using Lighthouse.Load.Recording;
using Lighthouse.Load;

namespace Lighthouse.Instruments.Tests.Load.Endurance;

public sealed class EnduranceRunTests : IDisposable
{
    private static readonly EndurancePlan Short = new("a", TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(200), 100, 0.3);
    private readonly string _folder = Directory.CreateTempSubdirectory("endurance-").FullName;

    private string Journal => Path.Combine(_folder, "run.jsonl");

    [Fact]
    public async Task Every_iteration_is_in_just_one_window()
    {
        var done = 0;
        var result = await RunAsync(Short, () => Interlocked.Increment(ref done) % 10 == 0 ? IterationOutcome.Failed("tenth") : IterationOutcome.Succeeded);
        // The end was fixed before the load began, so a busy machine starts a few less.
        Assert.InRange(done, 20, 100);
        Assert.Equal((done - (done / 10), done / 10, 1), (result.Succeeded, result.Failed, result.Attempts));
        Assert.InRange(result.Windows, 2, 7);
        Assert.InRange(result.Early.Count + result.Late.Count, 1, 200);
    }

    [Fact]
    public async Task An_exception_is_a_failure_that_is_written_down()
    {
        var called = 0;
        var result = await RunAsync(Short, () => Interlocked.Increment(ref called) > 0 ? throw new FormatException("oh") : default(IterationOutcome));
        Assert.InRange(called, 20, 100);
        Assert.Equal((0, called), (result.Succeeded, result.Failed));
    }

    [Fact]
    public async Task Another_instance_of_the_target_is_a_crash()
    {
        var looks = 0;
        var result = await EnduranceRun.RunAsync(
            Short, Journal, (_, _) => Task.FromResult(IterationOutcome.Succeeded),
            new EnduranceWatch(TimeProvider.System, () => new TargetSight(Interlocked.Increment(ref looks) > 2 ? "second" : "first", 1)), Token);
        Assert.Equal(1, result.Crashes);
    }

    [Fact]
    public async Task A_run_that_is_over_is_laid_aside_and_measured_anew()
    {
        await RunAsync(Short, () => IterationOutcome.Failed("before"));
        await Task.Delay(50, Token);
        var result = await RunAsync(Short, () => IterationOutcome.Succeeded);
        Assert.Equal((0L, 1), (result.Failed, result.Attempts));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task The_journal_of_another_run_is_left_alone()
    {
        await RunAsync(Short with { Duration = TimeSpan.FromHours(1) }, () => IterationOutcome.Succeeded, breakOffAfter: TimeSpan.FromMilliseconds(300));
        var problem = await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(Short with { Identity = "b", Duration = TimeSpan.FromHours(1) }, () => IterationOutcome.Succeeded));
        Assert.StartsWith("LHL3083", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_left_alone()
    {
        await File.WriteAllTextAsync(Journal, "a letter\n", Token);
        var problem = await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(Short, () => IterationOutcome.Succeeded));
        Assert.StartsWith("LHL3084", problem.Message, StringComparison.Ordinal);
        Assert.Equal("a letter\n", await File.ReadAllTextAsync(Journal, Token));
    }

    [Fact]
    public void Memory_does_not_depend_on_the_number_of_windows()
    {
        var plan = new EndurancePlan("a", TimeSpan.FromHours(72), TimeSpan.FromMinutes(1), 1, 0.1);
        var begun = DateTimeOffset.UnixEpoch;
        var summary = new EnduranceSummary(plan, begun);
        var latency = new LatencyHistogram();
        latency.Add(TimeSpan.FromMilliseconds(3));
        var encoded = latency.Encode();
        for (var minute = 0; minute < 72 * 60; minute++)
            summary.Add(new EnduranceWindow
            {
                Begun = begun.AddMinutes(minute), Length = plan.Window, Succeeded = 1, Failed = 0, Latency = encoded, Instance = "one", ResidentBytes = 1 + minute, Attempt = 1,
            });
        var result = summary.Result(1, []);
        Assert.Equal((4320, TimeSpan.FromHours(72), 432L, 432L), (result.Windows, result.Ran, result.Early.Count, result.Late.Count));
        Assert.Equal((40, 40), (result.EarlyBlocks.Count, result.LateBlocks.Count));
        Assert.Equal((432L, 432L), (result.EarlyBlocks.Sum(block => block.Count), result.LateBlocks.Sum(block => block.Count)));
        Assert.All([.. result.EarlyBlocks, .. result.LateBlocks], block => Assert.InRange(block.Count, 10, 11));
        Assert.InRange(result.Resident.Count, 100, 200);
        Assert.Equal(result.Resident.OrderBy(one => one.Hours), result.Resident);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<EnduranceResult> RunAsync(EndurancePlan plan, Func<IterationOutcome> step, TimeSpan? breakOffAfter = null)
    {
        using var broken = new CancellationTokenSource();
        if (breakOffAfter is { } after)
            broken.CancelAfter(after);
        try
        {
            return await EnduranceRun.RunAsync(
                plan, Journal, (_, _) => Task.FromResult(step()), new EnduranceWatch(TimeProvider.System, () => new TargetSight("one", 1)), broken.Token);
        }
        catch (OperationCanceledException) when (breakOffAfter is not null)
        {
            return null!;
        }
    }
}
