using System.Text.Json;
using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>What every store does; each kind of store derives a class.</summary>
public abstract class AppendAndReadTests
{
    private protected abstract StoreHome NewHome(long segmentBytes = 100_000_000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_store_is_empty_and_sound()
    {
        using var folder = NewHome();
        await using var store = folder.OpenStore();

        Assert.Equal(0, store.LastSequence);
        Assert.Equal(new StoreHealth(true, null), store.Health);
        Assert.Equal((0, 0, 0), (store.Recovery.Events, store.Recovery.TornBytes, store.Recovery.Violations.Count));
        Assert.Empty(await StoreHome.ReadAllAsync(store));
    }

    [Fact]
    public async Task What_is_appended_is_read_back_whole()
    {
        using var folder = NewHome();
        await using var store = folder.OpenStore();
        var written = new NewEvent(
            "type", "id \u00e4\u4e16", "kind", "agent", "component",
            JsonDocument.Parse("""{"a":[1,2.50,{"b":null}],"s":"\u0000\n\"x"}""").RootElement, JsonDocument.Parse("""{"m":true}""").RootElement);

        var stored = Assert.Single(await store.AppendAsync([written], Cancellation));
        var read = Assert.Single(await StoreHome.ReadAllAsync(store));

        Assert.Equal(1, stored.Sequence);
        Assert.Equal(folder.NodeId, read.NodeId);
        AssertSame(written, read.Event);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_restart_keeps_everything_and_goes_on(int perAppend)
    {
        using var folder = NewHome();
        await folder.FillAsync(50, perAppend);
        await folder.FillAsync(50, perAppend, from: 51);

        await using var store = folder.OpenStore();
        var events = await StoreHome.ReadAllAsync(store);

        Assert.Empty(store.Recovery.Violations);
        Assert.Equal(0, store.Recovery.TornBytes);
        Assert.Equal(100, store.Recovery.Events);
        Assert.Equal(Enumerable.Range(1, 100), events.Select(e => (int)e.Sequence));
        Assert.Equal(Enumerable.Range(1, 100), events.Select(StoreHome.Number));
    }

    [Fact]
    public async Task Reading_starts_behind_any_sequence_from_memory_and_from_disk()
    {
        using var folder = NewHome(segmentBytes: 20_000);
        await folder.FillAsync(600, perAppend: 10);
        await using var store = folder.OpenStore();
        await store.AppendAsync([.. Enumerable.Range(601, 300).Select(n => StoreHome.Event(n))], Cancellation);

        for (var after = 0; after <= 900; after += 13)
            Assert.Equal(Enumerable.Range(after + 1, 900 - after), (await StoreHome.ReadAllAsync(store, after)).Select(StoreHome.Number));
        Assert.Empty(await StoreHome.ReadAllAsync(store, 900));
        Assert.Empty(await StoreHome.ReadAllAsync(store, long.MaxValue - 1));
    }

    [Fact]
    public async Task Many_at_once_get_sequences_without_a_gap()
    {
        using var folder = NewHome();
        await using (var store = folder.OpenStore())
        {
            var appends = await Task.WhenAll(Enumerable.Range(0, 64).Select(producer => Task.Run(async () =>
            {
                var mine = new List<StoredEvent>();
                for (var i = 0; i < 50; i++)
                    mine.AddRange(await store.AppendAsync([StoreHome.Event(producer), StoreHome.Event(i)], Cancellation));
                return mine;
            }, Cancellation)));

            Assert.Equal(Enumerable.Range(1, 6_400), appends.SelectMany(mine => mine).Select(e => (int)e.Sequence).Order());
            Assert.All(appends, mine => Assert.All(mine.Chunk(2), pair => Assert.Equal(pair[0].Sequence + 1, pair[1].Sequence)));
        }
        await using var again = folder.OpenStore();
        Assert.Empty(again.Recovery.Violations);
        Assert.Equal(Enumerable.Range(1, 6_400), (await StoreHome.ReadAllAsync(again)).Select(e => (int)e.Sequence));
    }

    private static void AssertSame(NewEvent expected, NewEvent actual)
    {
        Assert.Equal(
            (expected.EventType, expected.AggregateId, expected.AggregateType, expected.SourceAgent, expected.SourceComponent),
            (actual.EventType, actual.AggregateId, actual.AggregateType, actual.SourceAgent, actual.SourceComponent));
        Assert.True(JsonElement.DeepEquals(expected.Data, actual.Data), actual.Data.GetRawText());
        Assert.True(JsonElement.DeepEquals(expected.Metadata, actual.Metadata), actual.Metadata.GetRawText());
    }
}
