using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>How every store wakes who waits; each kind of store derives a class.</summary>
public abstract class WaitTests
{
    private protected abstract StoreHome NewHome(long segmentBytes = 100_000_000);

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_append_wakes_everybody_who_waits()
    {
        using var folder = NewHome();
        await using var store = folder.OpenStore();
        var waiting = Enumerable.Range(0, 2_000).Select(_ => store.WaitForNewerAsync(0, Cancellation)).ToList();
        Assert.DoesNotContain(waiting, wait => wait.IsCompleted);

        await store.AppendAsync([StoreHome.Event(1)], Cancellation);

        await Task.WhenAll(waiting).WaitAsync(Bound, Cancellation);
    }

    [Fact]
    public async Task Who_is_behind_does_not_wait()
    {
        using var folder = NewHome();
        await folder.FillAsync(3);
        await using var store = folder.OpenStore();

        Assert.True(store.WaitForNewerAsync(2, Cancellation).IsCompletedSuccessfully);
        Assert.False(store.WaitForNewerAsync(3, Cancellation).IsCompleted);
    }

    [Fact]
    public async Task Followers_see_every_event_once_while_others_append()
    {
        const int Total = 2_000;
        using var folder = NewHome(segmentBytes: 50_000);
        await using var store = folder.OpenStore();
        var followers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => FollowAsync(store, Total), Cancellation)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Total / 20; i++)
                await store.AppendAsync([StoreHome.Event(i)], Cancellation);
        }, Cancellation)));

        foreach (var follower in followers)
            Assert.Equal(Enumerable.Range(1, Total), (await follower.WaitAsync(Bound, Cancellation)).Select(sequence => (int)sequence));
    }

    private static async Task<List<long>> FollowAsync(IEventStore store, int total)
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
}
