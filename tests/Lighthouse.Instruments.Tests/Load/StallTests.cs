using System.Diagnostics;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;

namespace Lighthouse.Instruments.Tests.Load;

/// <summary>A target that stalls once must show in the tail, although most requests came while it did not answer (coordinated omission).</summary>
[Collection(TimingCollection.Name)]
public sealed class StallTests
{
    private static readonly TimeSpan s_stall = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_run = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task An_open_run_shows_the_stall_of_the_server_in_its_tail()
    {
        await using var server = StallingServer(afterRequests: 100);
        using var http = new HttpClient { BaseAddress = server.Address };

        var result = await LoadRun.OpenAsync(
            OpenModel.ConstantRate(200, s_run), (_, cancellation) => GetAsync(http, cancellation),
            new LoadOptions(), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal((600, 600, 600), (result.Intended, result.Started, result.Succeeded));
        Assert.Equal(600, result.LatencyFromIntendedStart.Count);
        Assert.True(result.LatencyFromIntendedStart.Percentile(99) >= 0.9 * s_stall, $"{result.LatencyFromIntendedStart.Percentile(99)}");

        // A third of the run's requests met the stall, evenly over its length.
        Assert.True(result.LatencyFromIntendedStart.Percentile(85) >= 0.4 * s_stall, $"{result.LatencyFromIntendedStart.Percentile(85)}");
    }

    [Fact]
    public async Task A_closed_run_meets_the_stall_only_once_for_each_agent()
    {
        await using var server = StallingServer(afterRequests: 100);
        using var http = new HttpClient { BaseAddress = server.Address };

        var result = await LoadRun.ClosedAsync(
            ClosedModel.Agents(1, s_run), (_, cancellation) => GetAsync(http, cancellation),
            new LoadOptions(), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.True(result.LatencyFromIntendedStart.Maximum >= 0.9 * s_stall);
        Assert.True(result.LatencyFromIntendedStart.Percentile(95) < 0.5 * s_stall);
    }

    [Fact]
    public async Task What_delays_the_start_is_in_the_latency_and_hidden_in_the_service_time()
    {
        var result = await LoadRun.OpenAsync(
            OpenModel.ConstantRate(100, s_run),
            (iteration, _) =>
            {
                if (iteration.Number == 50)
                    BlockThePool(s_stall);
                return Task.FromResult(IterationOutcome.Succeeded);
            },
            new LoadOptions(), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.True(result.LatencyFromIntendedStart.Percentile(95) >= 0.3 * s_stall, $"{result.LatencyFromIntendedStart.Percentile(95)}");
        Assert.True(result.StartDelay.Percentile(95) >= 0.3 * s_stall, $"{result.StartDelay.Percentile(95)}");
        Assert.True(result.ServiceTime.Percentile(95) < 0.3 * s_stall);
        Assert.Contains(result.Doubts, doubt => doubt.StartsWith("LHL3104", StringComparison.Ordinal));
    }

    private static async Task<IterationOutcome> GetAsync(HttpClient http, CancellationToken cancellation)
    {
        using var response = await http.GetAsync("/", cancellation);
        return response.IsSuccessStatusCode ? IterationOutcome.Succeeded : IterationOutcome.Failed($"status {(int)response.StatusCode}");
    }

    private static LoopbackServer StallingServer(int afterRequests)
    {
        var requests = 0;
        var stalledUntil = 0L;
        return new LoopbackServer(async _ =>
        {
            if (Interlocked.Increment(ref requests) == afterRequests)
                Interlocked.Exchange(ref stalledUntil, Stopwatch.GetTimestamp() + s_stall.Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond);
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), Interlocked.Read(ref stalledUntil));
            if (left > TimeSpan.Zero)
                await Task.Delay(left);
            return (200, "{}");
        });
    }

    private static void BlockThePool(TimeSpan time)
    {
        // Up to its minimum the pool makes threads at once, beyond that some a second: more than it can have while they sleep.
        ThreadPool.GetMinThreads(out var atOnce, out _);
        var threads = Math.Max(ThreadPool.ThreadCount, atOnce) + 64;
        for (var thread = 0; thread < threads; thread++)
            ThreadPool.UnsafeQueueUserWorkItem(_ => Thread.Sleep(time), null);
    }
}
