using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Tests.Running;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>Zeroed room behind the records speeds writing up and is never taken for data.</summary>
public sealed class RoomTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_open_segment_has_room_and_a_closed_one_has_none()
    {
        using var folder = new TestStore { SegmentBytes = 3 << 20, RoomBytes = 1 << 20 };
        await using (var store = folder.Open())
        {
            await store.AppendAsync([TestStore.Event(1)], Cancellation);
            await Assert.EventuallyAsync(() => new FileInfo(folder.Segments()[0]).Length > 600_000);
            for (var number = 2; folder.Segments().Count == 1; number++)
                await store.AppendAsync([TestStore.Event(number, new string('x', 100_000))], Cancellation);
            AssertTrimmed(folder.Segments()[0]);
        }
        Assert.All(folder.Segments(), AssertTrimmed);
        await using var again = folder.Open();
        Assert.Empty(again.Recovery.Violations);
    }

    [Fact]
    public async Task A_segment_grows_to_its_size_and_no_further()
    {
        using var folder = new TestStore { SegmentBytes = 300_000, RoomBytes = 16 << 20 };
        await using var store = folder.Open();
        await store.AppendAsync([TestStore.Event(1)], Cancellation);
        await Assert.EventuallyAsync(() => new FileInfo(folder.Segments()[0]).Length >= 300_000);
        Assert.Equal(300_000, new FileInfo(folder.Segments()[0]).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(3_000_000)]
    public async Task Room_that_a_killed_process_left_is_neither_data_nor_damage(int room)
    {
        using var folder = new TestStore { RoomBytes = 0 };
        await folder.FillAsync(10);
        Extend(folder.Segments()[0], room);

        await using (var store = folder.Open())
        {
            Assert.Empty(store.Recovery.Violations);
            Assert.Equal((10, 0), (store.Recovery.Events, store.Recovery.TornBytes));
            await store.AppendAsync([TestStore.Event(11)], Cancellation);
        }
        await using var again = folder.Open();
        Assert.Empty(again.Recovery.Violations);
        Assert.Equal(Enumerable.Range(1, 11), (await TestStore.ReadAllAsync(again)).Select(TestStore.Number));
        Assert.Single(folder.Segments());
    }

    [Fact]
    public async Task A_segment_of_nothing_but_room_is_gone_on_in()
    {
        using var folder = new TestStore();
        await folder.FillAsync(3);
        File.WriteAllBytes(Path.Combine(folder.Directory, "events-00000002.log"), new byte[100_000]);

        await using (var store = folder.Open())
        {
            Assert.Empty(store.Recovery.Violations);
            await store.AppendAsync([TestStore.Event(4)], Cancellation);
        }
        await using var again = folder.Open();
        Assert.Empty(again.Recovery.Violations);
        Assert.Equal(Enumerable.Range(1, 4), (await TestStore.ReadAllAsync(again)).Select(TestStore.Number));
    }

    [Fact]
    public async Task Events_that_were_zeroed_are_missed_and_their_segment_is_left_alone()
    {
        for (var kept = 0; kept < 10; kept++)
        {
            using var folder = new TestStore();
            await folder.FillAsync(10);
            var bytes = File.ReadAllBytes(folder.Segments()[0]);
            bytes.AsSpan(StoredRecords.Of(bytes)[kept].Offset).Clear();
            File.WriteAllBytes(folder.Segments()[0], bytes);

            await using var store = folder.Open();
            await store.AppendAsync([TestStore.Event(11)], Cancellation);

            var violation = Assert.Single(store.Recovery.Violations);
            Assert.Equal(("sequence_corruption", kept + 1L, (long?)10), (violation.Kind, violation.FirstSequence, violation.LastSequence));
            Assert.Equal(bytes, File.ReadAllBytes(folder.Segments()[0]));
            Assert.Equal(2, folder.Segments().Count);
        }
    }

    private static void AssertTrimmed(string segment)
    {
        var bytes = File.ReadAllBytes(segment);
        Assert.Equal(bytes.Length, StoredRecords.Of(bytes).Sum(record => record.Size));
    }

    private static void Extend(string path, int bytes)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(file.Length + bytes);
    }
}
