using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Postgres;
using Lighthouse.Bridge.Events.Records;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Postgres;

/// <summary>Several stores over one schema.</summary>
public sealed class SeveralWritersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writers_of_three_nodes_make_one_chain_that_all_of_them_see_whole()
    {
        const int perNode = 600;
        using var home = new PostgresHome();
        var nodes = Enumerable.Range(1, 3).Select(_ => (Store: home.Open(), Name: home.NodeId)).ToList();
        var stores = nodes.Select(node => node.Store).ToList();
        await Task.WhenAll(stores.SelectMany(store => Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < perNode / 8; i++) await store.AppendAsync([StoreHome.Event(i), StoreHome.Event(i)], Cancellation);
        }, Cancellation))));

        foreach (var (store, name) in nodes)
        {
            await store.RefreshAsync(Cancellation);
            var events = await StoreHome.ReadAllAsync(store);
            Assert.Equal(Enumerable.Range(1, perNode * 6).Select(n => (long)n), events.Select(e => e.Sequence));
            Assert.Equal(3, events.Select(e => e.NodeId).Distinct().Count());
            Assert.All(events, e => Assert.Equal(e.NodeId != name, store.IsNews(e)));
            await store.DisposeAsync();
        }

        await using var again = home.Open();
        Assert.Empty(again.Recovery.Violations);
    }

    [Fact]
    public async Task Of_many_appends_with_one_claim_one_is_stored_and_the_others_lose_nothing_else()
    {
        using var home = new PostgresHome();
        await using var a = home.Open();
        await using var b = home.Open();
        for (var round = 0; round < 30; round++)
        {
            var claim = new EventClaim($"round:{round}", round % 2 == 0 ? null : 1);
            var claimed = Enumerable.Range(0, 10).Select(n => OutcomeAsync(n % 2 == 0 ? a : b, StoreHome.Event(n) with { Claims = [claim] })).ToList();
            var others = Enumerable.Range(0, 10).Select(n => OutcomeAsync(n % 2 == 0 ? a : b, StoreHome.Event(n))).ToList();
            Assert.Equal(1, (await Task.WhenAll(claimed)).Count(stored => stored));
            Assert.All(await Task.WhenAll(others), Assert.True);
        }

        Assert.Equal(30L * 11, home.Query("SELECT sequence FROM $schema.head"));
        Assert.True(a.Health.Writable, a.Health.Problem);
    }

    [Fact]
    public async Task A_node_s_name_is_held_by_one()
    {
        using var home = new PostgresHome();
        await using var first = PostgresEventStore.Open(home.Options("same"), home.Seal, TimeProvider.System);
        var refusal = Assert.Throws<EventStoreException>(() =>
            PostgresEventStore.Open(home.Options("same", TimeSpan.FromSeconds(1)), home.Seal, TimeProvider.System));
        Assert.Equal(EventStoreError.Locked, refusal.Error);
        Assert.StartsWith("LHB6322", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_notification_it_takes_a_second()
    {
        using var home = new PostgresHome();
        await using var a = home.Open();
        await using var silent = home.Open();
        await a.AppendAsync([StoreHome.Event(1)], Cancellation);
        await silent.RefreshAsync(Cancellation);
        Assert.Equal(1, silent.LastSequence);
        var waiting = silent.WaitForNewerAsync(1, Cancellation);
        home.Execute(NextByHand(home));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Equal(2, Assert.Single(await StoreHome.ReadAllAsync(silent, 1)).Sequence);
    }

    [Fact]
    public async Task What_was_given_up_and_is_stored_after_all_is_followed_by_the_next_append()
    {
        using var home = new PostgresHome();
        await using var store = home.Open();
        await store.AppendAsync([StoreHome.Event(1)], Cancellation);
        // The row names this node, which knows nothing of it, as one whose answer was lost.
        home.Execute(NextByHand(home));

        var stored = await store.AppendAsync([StoreHome.Event(3)], Cancellation);

        Assert.Equal(3, Assert.Single(stored).Sequence);
        var events = await StoreHome.ReadAllAsync(store);
        Assert.Equal([1, 2, 3], events.Select(e => e.Sequence));
        Assert.Equal([false, true, false], events.Select(store.IsNews));
        Assert.True(store.Health.Writable, store.Health.Problem);
    }

    // Sealed here, with the key, as a third instance would; only the notification is left out.
    private static string NextByHand(PostgresHome home)
    {
        var first = (byte[])home.Query("SELECT record FROM $schema.events WHERE sequence = 1")!;
        var payload = first.AsSpan(RecordFormat.HeadSize..^IRecordSeal.Size).ToArray();
        var record = new byte[first.Length];
        var previous = SealValue.Read(first.AsSpan(first.Length - IRecordSeal.Size));
        var seal = RecordFormat.Write(record, new RecordHead(payload.Length, 2, 1, 0, previous), payload, home.Seal);
        var head = new StoreHead(2, seal);
        return $"INSERT INTO $schema.events VALUES (2, '\\x{Convert.ToHexString(record)}'); "
            + $"UPDATE $schema.head SET sequence = 2, record_seal = '\\x{Convert.ToHexString(head.RecordBytes())}', seal = '\\x{Convert.ToHexString(head.Sign(home.Seal))}'";
    }

    private static async Task<bool> OutcomeAsync(PostgresEventStore store, NewEvent added)
    {
        try
        {
            await store.AppendAsync([added], Cancellation);
            return true;
        }
        catch (EventStoreException refusal) when (refusal.Error == EventStoreError.Conflict)
        {
            return false;
        }
    }
}
