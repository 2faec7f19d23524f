using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Tests.Running;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Appending;

public sealed class SequenceWaitersTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waits_for_a_later_event_sleeps_on()
    {
        var waiters = new SequenceWaiters(0);
        var early = waiters.WaitAsync(0, Cancellation);
        var late = waiters.WaitAsync(1, Cancellation);

        waiters.Advance(1);
        await early.WaitAsync(Bound, Cancellation);
        await Assert.EventuallyAsync(() => waiters.Count == 1);
        Assert.False(late.IsCompleted);

        waiters.Advance(2);
        await late.WaitAsync(Bound, Cancellation);
        Assert.Equal(0, waiters.Count);
    }

    [Fact]
    public async Task One_of_them_goes_on_where_they_are_woken_and_none_waits_for_him()
    {
        var waiters = new SequenceWaiters(0);
        using var held = new ManualResetEventSlim();
        var threads = new List<int>();
        var waiting = new[] { false, false, true }.Select(isLast => GoOnAsync(isLast)).ToList();
        var later = waiters.WaitAsync(1, Cancellation);

        var woken = waiters.Reach(1)!;
        Assert.All(waiting, wait => Assert.False(wait.IsCompleted));
        var waking = new Thread(woken.Execute);
        waking.Start();
        await Task.WhenAll(waiting.Take(2)).WaitAsync(Bound, Cancellation);
        held.Set();
        await waiting[2].WaitAsync(Bound, Cancellation);

        Assert.Equal(waking.ManagedThreadId, Assert.Single(threads));
        Assert.False(later.IsCompleted);
        Assert.Null(new SequenceWaiters(0).Reach(1));

        async Task GoOnAsync(bool isLast)
        {
            await waiters.WaitAsync(0, Cancellation);
            if (!isLast)
                return;
            threads.Add(Environment.CurrentManagedThreadId);
            held.Wait(Bound);
        }
    }

    [Fact]
    public async Task Who_gives_up_leaves_nothing_behind()
    {
        var waiters = new SequenceWaiters(0);
        using var givingUp = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 1_000).Select(_ => waiters.WaitAsync(0, givingUp.Token)).ToList();
        var staying = waiters.WaitAsync(0, Cancellation);
        Assert.Equal(1_001, waiters.Count);

        await givingUp.CancelAsync();

        Assert.Equal(1, waiters.Count);
        foreach (var wait in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        waiters.Advance(1);
        await staying.WaitAsync(Bound, Cancellation);
    }
}
