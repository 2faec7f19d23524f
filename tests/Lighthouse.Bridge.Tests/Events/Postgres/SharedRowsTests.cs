using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Postgres;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Postgres;

/// <summary>Rows that hold several events.</summary>
public sealed class SharedRowsTests
{
    private const int Count = 60;
    private const int PerAppend = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_stored_together_share_rows_that_stay_in_their_page()
    {
        using var home = new PostgresHome();
        await home.FillAsync(1_000, perAppend: 250, text: new string('x', 300));
        var (rows, largest) = (home.Query("SELECT count(*) FROM $schema.events"), home.Query("SELECT max(octet_length(record)) FROM $schema.events"));
        Assert.InRange((long)rows!, 40, 200);
        Assert.InRange((int)largest!, 7_000, EventRow.MostBytes);
        Assert.Equal(0L, home.Query("SELECT pg_relation_size(reltoastrelid) FROM pg_class WHERE oid = '$schema.events'::regclass"));
    }

    [Fact]
    public async Task Reading_begins_and_ends_anywhere()
    {
        using var home = await FilledAsync();
        await using var store = home.Open();
        Assert.Equal((long)Count / PerAppend, home.Query("SELECT count(*) FROM $schema.events"));
        for (var after = 0; after <= Count; after++)
            Assert.Equal(Enumerable.Range(1, Count).Skip(after), (await StoreHome.ReadAllAsync(store, after)).Select(StoreHome.Number));
    }

    [Fact]
    public async Task Behind_a_large_event_and_a_gap_there_is_still_the_next()
    {
        using var home = new PostgresHome { RecentEvents = 1 };
        await using (var store = home.Open())
        {
            await store.AppendAsync([StoreHome.Event(1, new string('x', EventLimits.EventBytes - 1_000))], Cancellation);
            await store.AppendAsync([StoreHome.Event(2)], Cancellation);
            await store.AppendAsync([StoreHome.Event(3), StoreHome.Event(4)], Cancellation);
        }

        home.Execute("DELETE FROM $schema.events WHERE sequence = 2");
        await using var damaged = home.Open();
        Assert.Equal([3, 4], (await StoreHome.ReadAllAsync(damaged, 1)).Select(StoreHome.Number));
        Assert.Equal([1, 3, 4], (await StoreHome.ReadAllAsync(damaged)).Select(StoreHome.Number));
    }

    [Fact]
    public async Task A_changed_byte_withholds_its_event_and_no_other_of_the_row()
    {
        using var home = await FilledAsync();
        var random = new Random(43);
        for (var round = 0; round < 20; round++)
        {
            var row = (random.Next(Count / PerAppend) * PerAppend) + 1;
            var at = random.Next((int)home.Query($"SELECT octet_length(record) FROM $schema.events WHERE sequence = {row}")!);
            var flip = random.Next(1, 256);
            home.Execute($"UPDATE $schema.events SET record = set_byte(record, {at}, get_byte(record, {at}) # {flip}) WHERE sequence = {row}");

            await using (var store = home.Open())
            {
                var violation = Assert.Single(store.Recovery.Violations);
                Assert.Equal(("hash_mismatch", violation.FirstSequence), (violation.Kind, violation.LastSequence));
                Assert.InRange(violation.FirstSequence, row, row + PerAppend - 1);
                Assert.Equal(Enumerable.Range(1, Count).Where(n => n != violation.FirstSequence), (await StoreHome.ReadAllAsync(store)).Select(StoreHome.Number));
                Assert.Equal(Count - 1, store.Recovery.Events);
            }

            home.Execute($"UPDATE $schema.events SET record = set_byte(record, {at}, get_byte(record, {at}) # {flip}) WHERE sequence = {row}");
        }
    }

    [Fact]
    public async Task A_byte_that_changes_while_the_store_is_open_withholds_its_event_and_no_other()
    {
        using var home = await FilledAsync();
        await using var store = home.Open();
        home.Execute("UPDATE $schema.events SET record = set_byte(record, 5, get_byte(record, 5) # 64) WHERE sequence = 11");

        Assert.Equal(Enumerable.Range(1, Count).Where(n => n != 11), (await StoreHome.ReadAllAsync(store)).Select(StoreHome.Number));
        Assert.StartsWith("LHB6334", store.Health.Problem, StringComparison.Ordinal);
        Assert.Contains("11..11", store.Health.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_put_into_another_s_place_is_harmless_or_found()
    {
        using var home = await FilledAsync();
        // The last three records of the row of 21, as a row of their own: genuine, though nobody put them there.
        var size = (int)home.Query("SELECT octet_length(record) / 10 FROM $schema.events WHERE sequence = 21")!;
        home.Execute($"INSERT INTO $schema.events SELECT 28, substring(record FROM {(7 * size) + 1}) FROM $schema.events WHERE sequence = 21");
        await using (var store = home.Open())
        {
            Assert.Empty(store.Recovery.Violations);
            Assert.Equal(Enumerable.Range(1, Count), (await StoreHome.ReadAllAsync(store)).Select(StoreHome.Number));
        }

        home.Execute("INSERT INTO $schema.events VALUES (46, 'forged')");
        await using (var store = home.Open())
        {
            var violation = Assert.Single(store.Recovery.Violations);
            Assert.Equal((46L, 50L), (violation.FirstSequence, violation.LastSequence));
            Assert.Equal(Enumerable.Range(1, Count).Where(n => n is < 46 or > 50), (await StoreHome.ReadAllAsync(store)).Select(StoreHome.Number));
        }

        home.Execute("DELETE FROM $schema.events WHERE sequence = 46");
        await using var mended = home.Open();
        Assert.Empty(mended.Recovery.Violations);
    }

    [Fact]
    public async Task What_cannot_be_known_any_more_is_stored_anew_behind_what_can()
    {
        using var home = await FilledAsync();
        // Without the head nobody knows how many there were, and the last two are gone.
        home.Execute("DELETE FROM $schema.head; UPDATE $schema.events SET record = substring(record FOR octet_length(record) * 8 / 10) || 'torn' WHERE sequence = 51");
        await using (var store = home.Open())
            Assert.Equal(59, Assert.Single(await store.AppendAsync([StoreHome.Event(59)], Cancellation)).Sequence);

        await using var again = home.Open();
        Assert.Empty(again.Recovery.Violations);
        Assert.Equal(Enumerable.Range(1, 59), (await StoreHome.ReadAllAsync(again)).Select(StoreHome.Number));
    }

    [Fact]
    public async Task Tables_of_the_first_version_are_brought_up_to_date_when_nobody_uses_them()
    {
        using var home = new PostgresHome();
        await home.FillAsync(5);
        home.Execute("DELETE FROM $schema.schema_version WHERE version = 2; ALTER TABLE $schema.events RESET (toast_tuple_target)");
        using (home.Hold($"pg_advisory_lock_shared(hashtextextended('lighthouse-instances {home.Schema}', 0))"))
        {
            var refusal = Assert.Throws<EventStoreException>(() => home.Open(TimeSpan.FromSeconds(1)));
            Assert.Equal(EventStoreError.Locked, refusal.Error);
            Assert.StartsWith("LHB6325", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(1, home.Query("SELECT max(version) FROM $schema.schema_version"));
        }

        await home.FillAsync(PerAppend, perAppend: PerAppend, from: 6);

        Assert.Equal("toast_tuple_target=8160", home.Query("SELECT reloptions[1] FROM pg_class WHERE oid = '$schema.events'::regclass"));
        await using var store = home.Open();
        Assert.Empty(store.Recovery.Violations);
        Assert.Equal(Enumerable.Range(1, 5 + PerAppend), (await StoreHome.ReadAllAsync(store)).Select(StoreHome.Number));
        Assert.Equal(6L, home.Query("SELECT count(*) FROM $schema.events"));
    }

    private static async Task<PostgresHome> FilledAsync()
    {
        var home = new PostgresHome { RecentEvents = 1 };
        await home.FillAsync(Count, perAppend: PerAppend);
        return home;
    }
}
