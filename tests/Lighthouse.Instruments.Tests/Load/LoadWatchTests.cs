using System.Collections.Concurrent;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;

namespace Lighthouse.Instruments.Tests.Load;

/// <summary>What goes on beside a run: progress, thresholds, the warm-up, the generator's own figures.</summary>
[Collection(TimingCollection.Name)]
public sealed class LoadWatchTests
{
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Failures_above_a_threshold_end_the_run_early_and_in_good_order()
    {
        var options = new LoadOptions { Thresholds = [LoadThreshold.FailuresAbove(0.5, afterIterations: 10)], ProgressInterval = s_often };
        var result = await OpenAsync(options, TimeSpan.FromMinutes(10), IterationOutcome.Failed("no"));
        Assert.Equal("failures above 50%", result.AbortedBy!.Replace(" %", "%", StringComparison.Ordinal));
        Assert.InRange(result.Intended, 10, 50_000);
        Assert.Equal(result.Intended, result.Failed);
    }

    [Fact]
    public async Task A_threshold_that_is_kept_ends_nothing()
    {
        var options = new LoadOptions
        {
            Thresholds = [LoadThreshold.FailuresAbove(0.5, 10), LoadThreshold.LatencyAbove(50, TimeSpan.FromSeconds(30))], ProgressInterval = s_often,
        };
        var result = await OpenAsync(options, TimeSpan.FromSeconds(0.3), IterationOutcome.Succeeded);
        Assert.Equal((null, 30), (result.AbortedBy, result.Succeeded));
    }

    [Fact]
    public async Task A_threshold_that_throws_ends_the_run_and_not_the_process()
    {
        var options = new LoadOptions { Thresholds = [LoadThreshold.When("x", _ => throw new FormatException("oh"))], ProgressInterval = s_often };
        var result = await OpenAsync(options, TimeSpan.FromMinutes(10), IterationOutcome.Succeeded);
        Assert.Contains("FormatException", result.AbortedBy);
    }

    [Fact]
    public async Task Progress_is_told_while_the_run_goes_on()
    {
        var told = new ConcurrentQueue<LoadProgress>();
        var options = new LoadOptions { Progress = new Listener(told.Enqueue), ProgressInterval = s_often };
        var result = await OpenAsync(options, TimeSpan.FromSeconds(0.5), IterationOutcome.Succeeded);
        Assert.NotEmpty(told);
        Assert.Equal(told.Select(progress => progress.Succeeded), told.Select(progress => progress.Succeeded).Order());
        Assert.All(told, progress => Assert.InRange(progress.Succeeded, 0, result.Succeeded));
    }

    [Fact]
    public async Task The_warm_up_is_cut_off_and_shown()
    {
        var result = await OpenAsync(new LoadOptions { WarmUp = TimeSpan.FromSeconds(0.2) }, TimeSpan.FromSeconds(0.5), IterationOutcome.Succeeded);
        Assert.Equal((30, 30, 20, 20), (result.Intended, result.Succeeded, result.WarmUp!.Intended, result.WarmUp.Succeeded));
        Assert.Equal((30, 20), (result.LatencyFromIntendedStart.Count, result.WarmUp.LatencyFromIntendedStart.Count));
    }

    [Fact]
    public async Task A_thread_pool_that_steps_block_is_seen_in_the_scheduling_delay()
    {
        var result = await LoadRun.ClosedAsync(
            ClosedModel.Agents(64, TimeSpan.FromSeconds(1)),
            (_, _) =>
            {
                Thread.Sleep(200);
                return Task.FromResult(IterationOutcome.Succeeded);
            },
            new LoadOptions(), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(result.SchedulingDelay.Percentile(90) > TimeSpan.FromMilliseconds(100), $"{result.SchedulingDelay.Percentile(90)}");
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHL3107", StringComparison.Ordinal));
    }

    private static Task<LoadResult> OpenAsync(LoadOptions options, TimeSpan time, IterationOutcome outcome) => LoadRun.OpenAsync(
        OpenModel.ConstantRate(100, time), (_, _) => Task.FromResult(outcome), options, TimeProvider.System, TestContext.Current.CancellationToken);

    private sealed class Listener(Action<LoadProgress> hear) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => hear(value);
    }
}
