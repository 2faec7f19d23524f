using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Appending;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

public sealed class WaitTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_append_wakes_everybody_who_waits()
    {
        using var folder = new TestStore();
        await using var store = folder.Open();
        var waiting = Enumerable.Range(0, 2_000).Select(_ => store.WaitForNewerAsync(0, Cancellation)).ToList();
        Assert.DoesNotContain(waiting, wait => wait.IsCompleted);

        await store.AppendAsync([TestStore.Event(1)], Cancellation);

        await Task.WhenAll(waiting).WaitAsync(Bound, Cancellation);
    }

    [Fact]
    public async Task Who_is_behind_does_not_wait()
    {
        using var folder = new TestStore();
        await folder.FillAsync(3);
        await using var store = folder.Open();

        Assert.True(store.WaitForNewerAsync(2, Cancellation).IsCompletedSuccessfully);
        Assert.False(store.WaitForNewerAsync(3, Cancellation).IsCompleted);
    }

    [Fact]
    public async Task Who_waits_for_a_later_event_sleeps_on()
    {
        var waiters = new SequenceWaiters(0);
        var early = waiters.WaitAsync(0, Cancellation);
        var late = waiters.WaitAsync(1, Cancellation);

        waiters.Advance(1);
        await early.WaitAsync(Bound, Cancellation);
        await UntilAsync(() => waiters.Count == 1);
        Assert.False(late.IsCompleted);

        waiters.Advance(2);
        await late.WaitAsync(Bound, Cancellation);
        Assert.Equal(0, waiters.Count);
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

    [Fact]
    public async Task Followers_see_every_event_once_while_others_append()
    {
        const int Total = 2_000;
        using var folder = new TestStore { SegmentBytes = 50_000 };
        await using var store = folder.Open();
        var followers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => FollowAsync(store, Total), Cancellation)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Total / 20; i++)
                await store.AppendAsync([TestStore.Event(i)], Cancellation);
        }, Cancellation)));

        foreach (var follower in followers)
            Assert.Equal(Enumerable.Range(1, Total), (await follower.WaitAsync(Bound, Cancellation)).Select(sequence => (int)sequence));
    }

    private static async Task<List<long>> FollowAsync(FileEventStore store, int total)
    {
        var seen = new List<long>();
        while (seen.Count < total)
        {
            await store.WaitForNewerAsync(seen.Count == 0 ? 0 : seen[^1], Cancellation);
            await foreach (var e in store.ReadAsync(seen.Count == 0 ? 0 : seen[^1], Cancellation))
                seen.Add(e.Sequence);
        }
        return seen;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!condition())
            await Task.Delay(5, bound.Token);
    }
}
