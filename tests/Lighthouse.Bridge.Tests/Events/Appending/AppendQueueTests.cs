using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Records;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Appending;

public sealed class AppendQueueTests
{
    private static readonly HmacRecordSeal Seal = new("a key for the tests, long enough to be taken");
    private static readonly ChainEnd Known = new(7, new SealValue(1, 2, 3, 4));
    private readonly AppendQueue _queue = new(Seal, new EventStoreOptions { Directory = "nowhere" }, Known, TimeProvider.System);

    [Fact]
    public void Groups_are_sealed_as_they_come_and_make_one_chain()
    {
        Add(3);
        var first = _queue.TakeGroup()!;
        Assert.Equal((Known, 10L), (first.From, first.End!.Value.Sequence));
        // While the first is on its way.
        Add(2);
        var (end, records) = (first.End, Read(first));

        var second = _queue.TakeGroup()!;

        Assert.Equal((end, 12L), (second.From, second.End!.Value.Sequence));
        Assert.Equal([8L, 9, 10, 11, 12], records.Concat(Read(second)).Select(record => record.Sequence));
        Assert.Equal([0, 1, 2], records.Select(record => record.Preceding));
        Assert.Equal([0, 1], Read(second).Select(record => record.Preceding));
    }

    [Fact]
    public void The_group_behind_one_that_was_not_stored_takes_its_place()
    {
        Add(3);
        _queue.TakeGroup();
        Add(1);
        _queue.Follow(Known);
        Add(1);

        var next = _queue.TakeGroup()!;

        Assert.Equal((Known, 9L), (next.From, next.End!.Value.Sequence));
        Assert.Equal([8L, 9], Read(next).Select(record => record.Sequence));
    }

    [Fact]
    public void What_was_cancelled_while_it_waited_is_left_out()
    {
        var cancelled = Add(2)[0];
        cancelled.TryCancel(new CancellationToken(canceled: true));

        var group = _queue.TakeGroup()!;
        Add(1);

        Assert.Equal([8L], Read(group).Select(record => record.Sequence));
        var end = group.End;
        var next = _queue.TakeGroup()!;
        Assert.Equal(end, next.From);
        Assert.Equal([9L], Read(next).Select(record => record.Sequence));
    }

    [Fact]
    public void When_all_were_cancelled_the_next_group_takes_their_place()
    {
        foreach (var append in Add(2))
            append.TryCancel(new CancellationToken(canceled: true));

        Assert.Empty(_queue.TakeGroup(TimeSpan.Zero)!.Appends);
        Add(1);

        var next = _queue.TakeGroup()!;
        Assert.Equal((Known, 8L), (next.From, next.End!.Value.Sequence));
    }

    [Fact]
    public async Task What_many_append_at_once_makes_one_chain()
    {
        const int producers = 4;
        const int each = 500;
        var adding = Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(() => Add(each), TestContext.Current.CancellationToken)));
        var (end, taken) = (Known, 0);

        while (taken < producers * each)
        {
            var group = _queue.TakeGroup()!;
            Assert.Equal(end, group.From);
            taken += Read(group).Count;
            end = group.End!.Value;
        }

        await adding;
        Assert.Equal(Known.Sequence + (producers * each), end.Sequence);
        Assert.Equal(0, _queue.Bytes);
    }

    [Fact]
    public void What_does_not_fit_into_a_group_goes_into_the_next_one_in_order()
    {
        var appends = Enumerable.Range(0, 40).Select(_ => Append(1_000_000)).ToList();
        appends.ForEach(_queue.Add);
        var taken = new List<PendingAppend>();

        while (taken.Count < appends.Count)
        {
            var group = _queue.TakeGroup()!;
            Assert.InRange(group.Size, 1, GroupCommit.MaxBytes);
            taken.AddRange(group.Appends);
        }

        Assert.Equal(appends, taken);
        Assert.Equal(0, _queue.Bytes);
    }

    [Fact]
    public void A_closed_queue_gives_what_waits_and_then_nothing()
    {
        Add(2);
        _queue.Close();

        Assert.Throws<ObjectDisposedException>(() => _queue.Add(Append(1)));
        Assert.Equal(2, _queue.TakeGroup()!.Appends.Count);
        Assert.Null(_queue.TakeGroup());
    }

    private List<PendingAppend> Add(int count)
    {
        var appends = Enumerable.Range(0, count).Select(_ => Append(10)).ToList();
        appends.ForEach(_queue.Add);
        return appends;
    }

    private static PendingAppend Append(int size) => PendingAppend.Of(
        [new NewEvent("type", "aggregate", "kind", "agent", "component", JsonSerializer.SerializeToElement(new string('x', size)), JsonElement.Parse("{}"))], "node");

    // The heads of records that verify, each chained to the one before.
    private static List<RecordHead> Read(RecordGroup group)
    {
        var heads = new List<RecordHead>();
        var bytes = group.Bytes;
        var previous = group.From!.Value.Seal;
        while (bytes.Length > 0)
        {
            Assert.True(RecordFormat.TryReadHead(bytes, out var head));
            var record = bytes[..(RecordFormat.Overhead + head.Length)];
            Assert.True(RecordFormat.Verifies(record, Seal));
            Assert.Equal(previous, head.Previous);
            previous = SealValue.Read(record[^IRecordSeal.Size..]);
            heads.Add(head);
            bytes = bytes[record.Length..];
        }
        Assert.Equal(group.End!.Value.Seal, previous);
        return heads;
    }
}
