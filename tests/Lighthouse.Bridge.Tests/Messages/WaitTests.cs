using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Messages;

public sealed class WaitTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_wait_is_answered_by_the_event_and_not_by_its_timeout()
    {
        await using var author = await bridge.NewSessionAsync();
        await using var reader = await bridge.NewSessionAsync();
        var since = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        var waiting = reader.WaitAsync(since, Long, RunningBridge.Cancellation);
        await HeldAsync(1);
        Assert.False(waiting.IsCompleted);

        var stored = await author.StoreEventAsync(new EventDraft("hello", new { to_agent = reader.AgentId }), RunningBridge.Cancellation);
        var news = await waiting;
        Assert.Equal(("new_events", stored.Sequence, stored.Sequence), (news.Status, news.Events.Single().Sequence, news.NextSequence));
        Assert.True(news.WaitedSeconds < Long.TotalSeconds / 2, $"waited {news.WaitedSeconds} s");
    }

    [Fact]
    public async Task It_brings_only_what_the_caller_may_see_and_never_its_own()
    {
        await using var author = await bridge.NewSessionAsync();
        await using var reader = await bridge.NewSessionAsync();
        var since = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        await author.StoreEventAsync(new EventDraft("private"), RunningBridge.Cancellation);
        await reader.StoreEventAsync(new EventDraft("own", new { shared = true }), RunningBridge.Cancellation);
        var nothing = await reader.WaitAsync(since, TimeSpan.FromMilliseconds(50), RunningBridge.Cancellation);
        Assert.Equal(("timeout", 0), (nothing.Status, nothing.Count));
        Assert.True(nothing.NextSequence >= since + 2);

        var shared = await author.StoreEventAsync(new EventDraft("open", new { shared = true }), RunningBridge.Cancellation);
        var news = await reader.WaitAsync(since, Long, RunningBridge.Cancellation);
        Assert.Equal([shared.Sequence], news.Events.Select(e => e.Sequence));
    }

    [Fact]
    public async Task Ten_events_make_a_page_and_the_next_page_goes_on_from_there()
    {
        await using var author = await bridge.NewSessionAsync();
        await using var reader = await bridge.NewSessionAsync();
        var since = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        var stored = new List<long>();
        for (var i = 0; i < 23; i++)
            stored.Add((await author.StoreEventAsync(new EventDraft("note", new { to_agent = reader.AgentId }), RunningBridge.Cancellation)).Sequence);

        var seen = new List<long>();
        foreach (var expected in new[] { 10, 10, 3 })
        {
            var page = await reader.WaitAsync(since, Long, RunningBridge.Cancellation);
            Assert.Equal(expected, page.Count);
            seen.AddRange(page.Events.Select(e => e.Sequence));
            since = page.NextSequence;
        }

        Assert.Equal(stored, seen);
    }

    [Fact]
    public async Task One_shared_event_wakes_everybody_who_waits()
    {
        const int agents = 60;
        var sessions = new List<BridgeSession>();
        for (var i = 0; i < agents; i++) sessions.Add(await bridge.NewSessionAsync());
        await using var author = await bridge.NewSessionAsync();
        var since = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        var waits = sessions.Select(s => s.WaitAsync(since, Long, RunningBridge.Cancellation)).ToList();
        await HeldAsync(agents);
        var stored = await author.StoreEventAsync(new EventDraft("to_all", new { shared = true }), RunningBridge.Cancellation);
        foreach (var news in await Task.WhenAll(waits)) Assert.Equal([stored.Sequence], news.Events.Select(e => e.Sequence));
        Assert.Equal(0, await HeldNowAsync());
    }

    [Fact]
    public async Task A_caller_who_goes_away_is_no_longer_held()
    {
        await using var reader = await bridge.NewSessionAsync();
        using var gone = new CancellationTokenSource();
        var waiting = reader.WaitAsync(long.MaxValue, Long, gone.Token);
        await HeldAsync(1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await HeldAsync(0);
    }

    private async Task HeldAsync(int count)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await HeldNowAsync() != count) await Task.Delay(5, bound.Token);
    }

    private async Task<int> HeldNowAsync()
    {
        var metrics = await bridge.Client.MetricsAsync(RunningBridge.Cancellation);
        return int.Parse(metrics.Split('\n').Single(l => l.StartsWith("bridge_waiting ", StringComparison.Ordinal)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
