using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Postgres;
using Lighthouse.Bridge.Events.Records;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Postgres;

public sealed class WaitingAppendsTests
{
    private static readonly HmacRecordSeal Seal = new("a key for the tests, long enough to be taken");
    private static readonly StoreHead Known = new(7, default);
    private readonly WaitingAppends _waiting = new(Seal, "node", Known, 1 << 20, TimeProvider.System);

    [Fact]
    public void Groups_are_sealed_as_they_come_and_make_one_chain()
    {
        Add(3);
        var first = _waiting.TakeGroup()!;
        Assert.True(first.IsSealedFor(Known));
        Assert.Equal(10, first.To.Sequence);
        // While the first is on its way.
        Add(2);
        var end = first.To;
        first.Complete();

        var second = _waiting.TakeGroup()!;

        Assert.True(second.IsSealedFor(end));
        Assert.Equal(12, second.To.Sequence);
        var rows = second.Places.Zip(second.Rows, (place, bytes) => new EventRow(place, bytes.ToArray()));
        var records = rows.SelectMany(row => row.Records(Seal, long.MaxValue)).ToList();
        Assert.Equal([(11, end.Record), (12, records[0].Seal)], records.Select(record => (record.Sequence, record.Head!.Value.Previous)));
    }

    [Fact]
    public void The_group_behind_one_that_was_not_stored_takes_its_place()
    {
        Add(3);
        var lost = _waiting.TakeGroup()!;
        Add(1);
        lost.Fail(new EventStoreException(EventStoreError.NotWritable, "lost"));
        _waiting.Follow(Known);
        Add(1);

        var next = _waiting.TakeGroup()!;

        Assert.True(next.IsSealedFor(Known));
        Assert.Equal(9, next.To.Sequence);
    }

    [Fact]
    public void What_was_cancelled_while_it_waited_is_left_out()
    {
        var cancelled = Add(2)[0];
        cancelled.TryCancel(new CancellationToken(canceled: true));

        var group = _waiting.TakeGroup()!;

        Assert.False(group.IsSealedFor(Known));
        group.Begin(Known);
        group.Seal(1);
        Assert.Single(group.Sizes);
        Assert.True(group.IsSealedFor(Known));
    }

    [Fact]
    public async Task Of_two_appends_with_one_claim_the_later_is_answered_and_not_stored()
    {
        var claim = new EventClaim("once", null);
        var appends = new[] { Append(claim), Append(claim), Append(new EventClaim("other", null)) };
        foreach (var append in appends) _waiting.Add(append);

        var group = _waiting.TakeGroup()!;
        Assert.Equal(2, group.Sizes.Count);
        group.Complete();

        Assert.Equal(8, (await appends[0].Task)[0].Sequence);
        Assert.Equal(EventStoreError.Conflict, (await Assert.ThrowsAsync<EventStoreException>(() => appends[1].Task)).Error);
        Assert.Equal(9, (await appends[2].Task)[0].Sequence);
    }

    [Fact]
    public void Of_those_that_are_only_answered_nothing_is_left_waiting()
    {
        var claim = new EventClaim("once", null);
        var bytes = Append(claim).Bytes;
        var waiting = new WaitingAppends(Seal, "node", Known, 3 * bytes, TimeProvider.System);

        for (var round = 0; round < 10; round++)
        {
            waiting.Add(Append(claim));
            waiting.Add(Append(claim));
            waiting.TakeGroup()!.Complete();
        }
    }

    [Fact]
    public void More_than_fits_into_a_group_goes_into_the_next_ones_in_order_and_sealed()
    {
        var waiting = new WaitingAppends(Seal, "node", Known, 64 << 20, TimeProvider.System);
        var perGroup = (int)(WaitingAppends.GroupBytes / Append().Bytes);
        for (var i = 0; i < (2 * perGroup) + 5; i++) waiting.Add(Append());

        var at = Known;
        foreach (var count in new[] { perGroup, perGroup, 5 })
        {
            var group = waiting.TakeGroup()!;
            Assert.True(group.IsSealedFor(at));
            Assert.Equal(count, group.Sizes.Count);
            at = group.To;
            group.Complete();
        }
    }

    private List<PendingAppend> Add(int count)
    {
        var appends = Enumerable.Range(0, count).Select(_ => Append()).ToList();
        appends.ForEach(_waiting.Add);
        return appends;
    }

    private static PendingAppend Append(params IReadOnlyList<EventClaim> claims) => PendingAppend.Of([StoreHome.Event(1) with { Claims = claims }], "node");
}
