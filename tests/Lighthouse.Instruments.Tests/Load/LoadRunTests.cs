using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;

namespace Lighthouse.Instruments.Tests.Load;

[Collection(TimingCollection.Name)]
public sealed class LoadRunTests
{
    private static readonly LoadOptions s_options = new() { GracePeriod = TimeSpan.FromSeconds(5) };

    [Fact]
    public async Task Every_intended_iteration_starts_and_is_counted_once()
    {
        var numbers = new System.Collections.Concurrent.ConcurrentBag<long>();
        var result = await OpenAsync(2500, 0.2, (iteration, _) =>
        {
            numbers.Add(iteration.Number);
            return Task.FromResult(IterationOutcome.Succeeded);
        });

        Assert.Equal(Enumerable.Range(0, 500).Select(number => (long)number), numbers.Order());
        Assert.Equal((500, 500, 500, 500), (result.Intended, result.Started, result.Completed, result.Succeeded));
        Assert.Equal((0, 0, 0, 0), (result.Failed, result.TimedOut, result.Dropped, result.NotStarted));
        Assert.Equal(500, result.StartDelay.Count);
        Assert.True(result.GeneratorCpu.Used > TimeSpan.Zero);
        Assert.True(result.GeneratorCpu.Wall >= TimeSpan.FromSeconds(0.15));
    }

    [Fact]
    public async Task The_pacing_keeps_up_with_a_rate_that_the_machine_can_give()
    {
        var result = await OpenAsync(1000, 1, (_, _) => Task.FromResult(IterationOutcome.Succeeded));
        Assert.True(result.StartDelay.Percentile(50) < TimeSpan.FromMilliseconds(3), $"p50 {result.StartDelay.Percentile(50)}");
    }

    [Fact]
    public async Task What_exceeds_the_most_in_flight_is_dropped_counted_and_doubted()
    {
        var called = 0;
        var result = await OpenAsync(
            1000, 0.1,
            async (_, cancellation) =>
            {
                Interlocked.Increment(ref called);
                await Task.Delay(Timeout.Infinite, cancellation);
                return IterationOutcome.Succeeded;
            },
            s_options with { MaxInFlight = 3, GracePeriod = TimeSpan.FromMilliseconds(200) });

        Assert.Equal((100, 3, 97, 3), (result.Intended, result.Started, result.Dropped, result.TimedOut));
        Assert.Equal(3, called);
        Assert.Contains(result.Doubts, doubt => doubt.Contains("97 of 100", StringComparison.Ordinal) && doubt.StartsWith("LHL3102", StringComparison.Ordinal));
    }

    [Fact]
    public async Task There_is_no_cap_on_concurrency_unless_one_is_asked_for()
    {
        var release = new TaskCompletionSource();
        var running = 0;
        var run = OpenAsync(10_000, 0.2, async (_, _) =>
        {
            Interlocked.Increment(ref running);
            await release.Task;
            return IterationOutcome.Succeeded;
        });
        await Until(() => Volatile.Read(ref running) == 2000);
        release.SetResult();
        Assert.Equal(2000, (await run).Succeeded);
    }

    [Fact]
    public async Task Failures_are_counted_by_kind_and_exceptions_never_end_the_run()
    {
        var result = await OpenAsync(1000, 0.1, (iteration, _) => (iteration.Number % 4) switch
        {
            0 => Task.FromResult(IterationOutcome.Failed("status 503")),
            1 => throw new InvalidOperationException("thrown before the first await"),
            2 => Task.FromException<IterationOutcome>(new IOException("thrown later")),
            _ => Task.FromResult(default(IterationOutcome)),
        });

        Assert.Equal((100, 100, 0), (result.Completed, result.Failed, result.Succeeded));
        Assert.Equal(
            new Dictionary<string, long> { ["(no kind given)"] = 25, ["IOException"] = 25, ["InvalidOperationException"] = 25, ["status 503"] = 25 },
            result.FailedByKind);
        Assert.Equal(0, result.LatencyOfSuccesses.Count);
        Assert.Equal(100, result.LatencyFromIntendedStart.Count);
    }

    [Fact]
    public async Task A_step_that_invents_failure_kinds_cannot_fill_the_memory()
    {
        var result = await OpenAsync(10_000, 0.1, (iteration, _) => Task.FromResult(IterationOutcome.Failed($"kind {iteration.Number} {new string('x', 500)}")));
        Assert.InRange(result.FailedByKind.Count, 2, 110);
        Assert.Equal(1000, result.FailedByKind.Values.Sum());
        Assert.All(result.FailedByKind.Keys, kind => Assert.InRange(kind.Length, 1, 100));
    }

    [Fact]
    public async Task What_never_ends_times_out_with_the_time_it_took_so_far()
    {
        var grace = TimeSpan.FromMilliseconds(300);
        var result = await OpenAsync(
            500, 0.1,
            async (iteration, cancellation) =>
            {
                if (iteration.Number == 0)
                    await Task.Delay(Timeout.Infinite, cancellation);
                return IterationOutcome.Succeeded;
            },
            s_options with { GracePeriod = grace });

        Assert.Equal((50, 49, 1), (result.Started, result.Succeeded, result.TimedOut));
        Assert.Equal(50, result.LatencyFromIntendedStart.Count);
        Assert.True(result.LatencyFromIntendedStart.Maximum >= grace, $"{result.LatencyFromIntendedStart.Maximum}");
        Assert.DoesNotContain(result.Doubts, doubt => doubt.StartsWith("LHL3106", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_step_that_ignores_its_cancellation_is_named_in_the_doubts()
    {
        var release = new TaskCompletionSource();
        var result = await OpenAsync(
            100, 0.1,
            async (iteration, _) =>
            {
                if (iteration.Number == 3)
                    await release.Task;
                return IterationOutcome.Succeeded;
            },
            s_options with { GracePeriod = TimeSpan.Zero });
        release.SetResult();

        Assert.Equal(1, result.TimedOut);
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHL3106: 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stopping_early_gives_a_result_over_what_was_due()
    {
        using var stop = new CancellationTokenSource();
        var result = await OpenAsync(
            100, 600,
            async (iteration, _) =>
            {
                if (iteration.Number == 30)
                    await stop.CancelAsync();
                return IterationOutcome.Succeeded;
            },
            s_options with { Stop = stop.Token });

        Assert.InRange(result.Intended, 31, 2000);
        Assert.Equal(result.Intended, result.Succeeded);
    }

    [Fact]
    public async Task Cancelling_breaks_the_run_off_without_a_result()
    {
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LoadRun.OpenAsync(
            OpenModel.ConstantRate(100, TimeSpan.FromMinutes(10)),
            async (_, _) =>
            {
                await cancel.CancelAsync();
                return IterationOutcome.Succeeded;
            },
            s_options, TimeProvider.System, cancel.Token));
    }

    [Fact]
    public async Task Closed_agents_run_their_iterations_one_after_another()
    {
        var inFlight = new int[8];
        var overlapped = false;
        var result = await LoadRun.ClosedAsync(
            ClosedModel.Agents(8, 25, TimeSpan.FromSeconds(20)),
            async (iteration, _) =>
            {
                overlapped |= Interlocked.Increment(ref inFlight[iteration.Agent]) != 1;
                await Task.Yield();
                Interlocked.Decrement(ref inFlight[iteration.Agent]);
                return IterationOutcome.Succeeded;
            },
            s_options, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal((200, 200, 200), (result.Intended, result.Started, result.Succeeded));
        Assert.False(overlapped);
    }

    [Fact]
    public async Task Closed_agents_that_do_not_get_done_in_time_leave_a_doubt()
    {
        var result = await LoadRun.ClosedAsync(
            ClosedModel.Agents(2, 5, TimeSpan.FromMilliseconds(200)),
            async (iteration, cancellation) =>
            {
                if (iteration.Number == 2)
                    await Task.Delay(Timeout.Infinite, cancellation);
                return IterationOutcome.Succeeded;
            },
            s_options with { GracePeriod = TimeSpan.FromMilliseconds(100) }, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal((10, 6, 4, 2, 4), (result.Intended, result.Started, result.Succeeded, result.TimedOut, result.NotStarted));
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHL3103: 4 of 10", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_started_nothing_measured_nothing_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var result = await OpenAsync(10, 1, (_, _) => Task.FromResult(IterationOutcome.Succeeded), s_options with { Stop = stop.Token });
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHL3101", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_are_checked_before_anything_happens()
    {
        var called = false;
        foreach (var options in new[] { s_options with { MaxInFlight = 0 }, s_options with { GracePeriod = TimeSpan.FromSeconds(-1) }, s_options with { MaxStartDelay = TimeSpan.Zero } })
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(10, 1, (_, _) =>
            {
                called = true;
                return Task.FromResult(IterationOutcome.Succeeded);
            }, options));
            Assert.StartsWith("LHL301", error.Message, StringComparison.Ordinal);
        }

        Assert.False(called);
    }

    private static Task<LoadResult> OpenAsync(
        double perSecond, double seconds, Func<Iteration, CancellationToken, Task<IterationOutcome>> step, LoadOptions? options = null) =>
        LoadRun.OpenAsync(
            OpenModel.ConstantRate(perSecond, TimeSpan.FromSeconds(seconds)), step, options ?? s_options, TimeProvider.System, TestContext.Current.CancellationToken);

    private static async Task Until(Func<bool> condition)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(5, bound.Token);
    }
}
