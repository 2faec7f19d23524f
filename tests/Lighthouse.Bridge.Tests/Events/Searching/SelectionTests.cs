using System.Diagnostics;
using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Searching;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Events.Searching;

public sealed class SelectionTests
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_search_finds_exactly_what_looking_at_every_event_finds(int seed)
    {
        using var folder = new TestStore { SegmentBytes = 200_000 };
        var time = new ManualTime();
        var random = new Random(seed);
        await using (var store = Open(folder, time))
        {
            await FillAsync(store, time, random, 6_000);
            store.Archive.Compress(1, Cancellation);
            await CompareAsync(store, random, seed);
        }
        await using var again = Open(folder, time);
        await CompareAsync(again, random, seed);
        await FillAsync(again, time, random, 3_000);
        await CompareAsync(again, random, seed);
    }

    [Fact]
    public void Ranges_stay_bounded_and_never_miss()
    {
        var zones = new EventZones(maxZones: 64);
        for (var sequence = 1L; sequence <= 1_000_000; sequence++)
            zones.Note(sequence, sequence, new EventMarks(EventMarks.Of($"type-{sequence / 10_000}"), 0, 0));
        Assert.InRange(zones.Count, 32, 64);
        for (var type = 0; type < 100; type++)
        {
            var selection = new EventSelection { EventType = $"type-{type}" };
            var read = new List<(long First, long Last)>();
            for (var from = 1L; zones.Next(from, 1_000_000, selection) is var (first, last); from = last + 1) read.Add((first, last));
            Assert.Contains(read, range => range.First <= Math.Max(1, type * 10_000L) && range.Last >= (type * 10_000L) + 9_999);
            Assert.True(read.Sum(range => range.Last - range.First + 1) < 300_000, $"type {type} reads {read.Sum(range => range.Last - range.First + 1):N0} of 1,000,000");
        }
    }

    [Fact]
    public async Task A_search_by_time_type_or_agent_leaves_most_of_a_large_store_alone()
    {
        using var folder = new TestStore();
        var time = new ManualTime();
        await using var store = Open(folder, time);
        for (var batch = 0; batch < 60; batch++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await store.AppendAsync([.. Enumerable.Range(0, 1_000).Select(n => new NewEvent(batch == 40 ? "rare" : "usual", "a", "b", $"agent-{batch}", "agent", Nothing, Nothing))], Cancellation);
        }
        var middle = (time.GetUtcNow().AddSeconds(-30) - DateTimeOffset.UnixEpoch).Ticks * 100;
        foreach (var selection in new[]
        {
            new EventSelection { EventType = "rare" }, new EventSelection { SourceAgent = "agent-20" },
            new EventSelection { FromNs = middle, ToNs = middle + 2_000_000_000 },
        })
        {
            var read = 0L;
            for (var from = 1L; store.Inside.Zones.Next(from, store.LastSequence, selection) is var (first, last); from = last + 1) read += last - first + 1;
            Assert.InRange(read, 1_000, 12_000);
            Assert.InRange((await ListAsync(store, selection)).Count, 1_000, 3_000);
        }
    }

    [Fact]
    public async Task A_hundred_thousand_events_are_replayed_within_constant_memory()
    {
        using var folder = new TestStore { SegmentBytes = 5_000_000 };
        await using var store = folder.Open();
        for (var batch = 0; batch < 100; batch++)
            await store.AppendAsync([.. Enumerable.Range(0, 1_000).Select(n => TestStore.Event((batch * 1_000) + n + 1, new string('t', 100)))], Cancellation);
        store.Archive.Compress(1, Cancellation);
        long seen = 0, most = 0;
        var started = Stopwatch.GetTimestamp();
        await foreach (var stored in ((IEventStore)store).ReadAsync(new EventSelection(), Cancellation))
        {
            Assert.Equal(++seen, stored.Sequence);
            if (seen % 10_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }
        TestContext.Current.SendDiagnosticMessage("100,000 events in {0:N0} ms", Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        Assert.Equal(100_000, seen);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "the replay hangs");
        // The bytes replayed are some 40 MB; what the test process holds anyway is below this.
        Assert.True(most < 200_000_000, $"{most:N0} bytes");
    }

    [Fact]
    public async Task A_cancelled_read_stops()
    {
        using var folder = new TestStore();
        await folder.FillAsync(20_000, perAppend: 1_000);
        await using var store = folder.Open();
        using var cancelled = new CancellationTokenSource();
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in ((IEventStore)store).ReadAsync(new EventSelection(), cancelled.Token))
                if (++seen == 300)
                    await cancelled.CancelAsync();
        });
        Assert.InRange(seen, 300, 2_000);
    }

    private static FileEventStore Open(TestStore folder, TimeProvider time) => FileEventStore.Open(folder.Options, folder.Seal, time, folder.Storage);

    private static async Task FillAsync(FileEventStore store, ManualTime time, Random random, int count)
    {
        while (count > 0)
        {
            time.Advance(TimeSpan.FromMilliseconds(random.Next(5_000)));
            if (random.Next(40) == 0) time.Jump(TimeSpan.FromSeconds(random.Next(-600, 600)));
            var many = Math.Min(count, random.Next(1, 300));
            count -= many;
            var type = $"type-{random.Next(50)}";
            await store.AppendAsync(
                [.. Enumerable.Range(0, many).Select(_ => new NewEvent(
                    random.Next(30) == 0 ? "rare \"ü\"" : type, $"id-{random.Next(400)}", "thing", $"agent-{random.Next(20)}", random.Next(4) == 0 ? "bridge" : "agent", Nothing, Nothing))],
                Cancellation);
        }
    }

    private static async Task CompareAsync(IEventStore store, Random random, int seed)
    {
        var all = await TestStore.ReadAllAsync(store);
        for (var i = 0; i < 60; i++)
        {
            var some = all[random.Next(all.Count)];
            T? Maybe<T>(T value) where T : class => random.Next(4) == 0 ? value : null;
            var selection = new EventSelection
            {
                AfterSequence = random.Next(3) == 0 ? random.Next(all.Count) : 0,
                UpToSequence = random.Next(3) == 0 ? random.Next(all.Count) : long.MaxValue,
                FromNs = random.Next(3) == 0 ? some.TimestampNs : long.MinValue,
                ToNs = random.Next(3) == 0 ? some.TimestampNs + (random.Next(600) * 1_000_000_000L) : long.MaxValue,
                EventType = Maybe(some.Event.EventType), SourceAgent = Maybe(some.Event.SourceAgent), SourceComponent = Maybe(some.Event.SourceComponent),
                AggregateId = Maybe(some.Event.AggregateId), AggregateType = Maybe(some.Event.AggregateType),
            };
            var found = await ListAsync(store, selection);
            Assert.True(all.Where(selection.Matches).Select(e => e.Sequence).SequenceEqual(found), $"seed {seed}, {selection}");
        }
    }

    private static async Task<List<long>> ListAsync(IEventStore store, EventSelection selection)
    {
        var found = new List<long>();
        await foreach (var stored in store.ReadAsync(selection, Cancellation)) found.Add(stored.Sequence);
        return found;
    }
}
