using System.Diagnostics;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Tests.State;

public sealed class PacedWorkTests
{
    [Fact]
    public async Task It_rests_in_proportion_to_what_it_worked()
    {
        var (worked, took) = (TimeSpan.Zero, Stopwatch.StartNew());
        await PacedWork.RunAsync(
            "paced", 0.1,
            () =>
            {
                for (var piece = 0; piece < 5; piece++)
                {
                    worked += Work(TimeSpan.FromMilliseconds(5));
                    PacedWork.Rest();
                }

                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        // At most the rest that is still owed is missing: one that is not worth a switch.
        Assert.True(took.Elapsed >= (worked * 10) - TimeSpan.FromMilliseconds(10), $"{took.Elapsed} for {worked} of work");
    }

    [Fact]
    public async Task What_it_awaits_goes_on_upon_its_own_thread_and_still_rests()
    {
        var threads = new List<string?>();
        await PacedWork.RunAsync(
            "paced", 0.5,
            async () =>
            {
                threads.Add(Thread.CurrentThread.Name);
                await Task.Run(() => { }, CancellationToken.None);
                threads.Add(Thread.CurrentThread.Name);
                await Task.Yield();
                threads.Add(Thread.CurrentThread.Name);
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(["paced", "paced", "paced"], threads);
    }

    [Fact]
    public async Task Its_failure_is_that_of_the_task()
    {
        var now = await Assert.ThrowsAsync<IOException>(() => PacedWork.RunAsync("paced", 1, () => throw new IOException("now"), TestContext.Current.CancellationToken));
        var later = await Assert.ThrowsAsync<IOException>(() => PacedWork.RunAsync(
            "paced", 1,
            async () =>
            {
                await Task.Yield();
                throw new IOException("later");
            },
            TestContext.Current.CancellationToken));
        Assert.Equal(("now", "later"), (now.Message, later.Message));
    }

    [Fact]
    public async Task Who_is_to_end_does_not_rest_to_the_end()
    {
        using var stopping = new CancellationTokenSource();
        var resting = new TaskCompletionSource();
        var work = PacedWork.RunAsync(
            "paced", 0.000_001,
            () =>
            {
                Work(TimeSpan.FromMilliseconds(1));
                resting.SetResult();
                // A thousand seconds of rest.
                PacedWork.Rest();
                return Task.CompletedTask;
            },
            stopping.Token);
        await resting.Task;
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    [Fact]
    public async Task Elsewhere_there_is_no_rest()
    {
        // Whoever rests here is told that the work is to end.
        var stopped = new CancellationToken(canceled: true);
        await PacedWork.RunAsync(
            "paced", 0.5,
            async () =>
            {
                Assert.Throws<OperationCanceledException>(PacedWork.Rest);
                await Task.Run(PacedWork.Rest, CancellationToken.None);
            },
            stopped);
    }

    private static TimeSpan Work(TimeSpan least)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < least) Thread.SpinWait(100);
        return Stopwatch.GetElapsedTime(begun);
    }
}
