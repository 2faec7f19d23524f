using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Postgres;

/// <summary>Whatever is done to the rows of a closed store, each of one event, is found when it is opened, said, and not served as good.</summary>
public sealed class PostgresDamageTests
{
    private const int Count = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_byte_anywhere_in_a_row_withholds_that_row()
    {
        using var home = await FilledAsync();
        var random = new Random(41);
        for (var round = 0; round < 20; round++)
        {
            var sequence = random.Next(1, Count + 1);
            var length = (int)home.Query($"SELECT octet_length(record) FROM $schema.events WHERE sequence = {sequence}")!;
            var at = random.Next(length);
            var flip = $"UPDATE $schema.events SET record = set_byte(record, {at}, get_byte(record, {at}) # {random.Next(1, 256)}) WHERE sequence = {sequence}";
            home.Execute($"CREATE TABLE $schema.kept AS SELECT * FROM $schema.events WHERE sequence = {sequence}; {flip}");

            await using (var store = home.OpenStore())
            {
                var violation = Assert.Single(store.Recovery.Violations);
                Assert.Equal(("hash_mismatch", "high", sequence, sequence), (violation.Kind, violation.Severity, violation.FirstSequence, violation.LastSequence));
                Assert.Equal(Enumerable.Range(1, Count).Where(n => n != sequence), (await StoreHome.ReadAllAsync(store)).Select(StoreHome.Number));
            }

            home.Execute("UPDATE $schema.events SET record = kept.record FROM $schema.kept WHERE kept.sequence = events.sequence; DROP TABLE $schema.kept");
        }

        await using var mended = home.OpenStore();
        Assert.Empty(mended.Recovery.Violations);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(17, 17)]
    [InlineData(20, 40)]
    [InlineData(51, 60)]
    [InlineData(1, 60)]
    public async Task Missing_rows_are_named_and_their_sequences_not_given_again(int first, int last)
    {
        using var home = await FilledAsync();
        home.Execute($"DELETE FROM $schema.events WHERE sequence BETWEEN {first} AND {last}");
        await using var store = home.OpenStore();

        var violation = Assert.Single(store.Recovery.Violations);
        Assert.Equal(("sequence_corruption", first, last), (violation.Kind, violation.FirstSequence, violation.LastSequence));
        Assert.Equal(Count - (last - first + 1), store.Recovery.Events);
        Assert.Equal(Count + 1, Assert.Single(await store.AppendAsync([StoreHome.Event(Count + 1)], Cancellation)).Sequence);
        Assert.Equal(Enumerable.Range(1, Count + 1).Where(n => n < first || n > last), (await StoreHome.ReadAllAsync(store)).Select(StoreHome.Number));
    }

    [Theory]
    [InlineData("UPDATE $schema.head SET sequence = 50", "cryptographic_failure")]
    [InlineData("UPDATE $schema.head SET record_seal = set_byte(record_seal, 3, get_byte(record_seal, 3) # 1)", "cryptographic_failure")]
    [InlineData("UPDATE $schema.head SET seal = decode('00', 'hex')", "cryptographic_failure")]
    [InlineData("DELETE FROM $schema.head", "cryptographic_failure")]
    [InlineData("UPDATE $schema.head SET (sequence, record_seal, seal) = (SELECT sequence, record_seal, seal FROM $schema.old)", "unauthorized_modification")]
    public async Task A_head_that_does_not_hold_is_said_and_put_right(string damage, string kind)
    {
        using var home = await FilledAsync(Count / 2);
        home.Execute("CREATE TABLE $schema.old AS SELECT * FROM $schema.head");
        await home.FillAsync(Count / 2, from: (Count / 2) + 1);
        home.Execute(damage);
        await using (var store = home.OpenStore())
        {
            var violation = Assert.Single(store.Recovery.Violations);
            Assert.Equal((kind, "critical", Count + 1L), (violation.Kind, violation.Severity, violation.FirstSequence));
            Assert.Equal(Count, (await StoreHome.ReadAllAsync(store)).Count);
            Assert.Equal(Count + 1, Assert.Single(await store.AppendAsync([StoreHome.Event(Count + 1)], Cancellation)).Sequence);
        }

        await using var again = home.OpenStore();
        Assert.All(again.Recovery.Violations, kept => Assert.StartsWith("LHB6332", kept.Detail, StringComparison.Ordinal));
        Assert.Equal(Count + 1, again.Recovery.Events);
        Assert.Equal(damage.StartsWith("DELETE", StringComparison.Ordinal) ? 0 : 1, again.Recovery.Violations.Count);
    }

    [Fact]
    public async Task A_cut_tail_with_the_head_of_that_time_is_seen_by_a_running_instance()
    {
        using var home = await FilledAsync(Count / 2);
        home.Execute("CREATE TABLE $schema.old AS SELECT * FROM $schema.head");
        await using var store = home.OpenStore();
        await store.AppendAsync([StoreHome.Event(Count)], Cancellation);
        home.Execute(
            $"DELETE FROM $schema.events WHERE sequence > {Count / 2}; UPDATE $schema.head SET (sequence, record_seal, seal) = (SELECT sequence, record_seal, seal FROM $schema.old)");

        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (store.Health.Writable) await Task.Delay(20, bound.Token);
        Assert.StartsWith("LHB6335", store.Health.Problem, StringComparison.Ordinal);
        var refusal = await Assert.ThrowsAsync<EventStoreException>(() => store.AppendAsync([StoreHome.Event(1)], Cancellation));
        Assert.Equal(EventStoreError.NotWritable, refusal.Error);
    }

    [Fact]
    public async Task A_row_of_another_history_under_the_same_key_is_tampering()
    {
        using var home = await FilledAsync();
        using var other = new PostgresHome();
        await other.FillAsync(Count, text: "forged");
        home.Execute($"UPDATE $schema.events SET record = forged.record FROM {other.Schema}.events forged WHERE forged.sequence = events.sequence AND events.sequence BETWEEN 30 AND 33");
        await using var store = home.OpenStore();

        var violation = Assert.Single(store.Recovery.Violations);
        Assert.Equal(("event_tampering", "critical", 30, 33), (violation.Kind, violation.Severity, violation.FirstSequence, violation.LastSequence));
        Assert.DoesNotContain(await StoreHome.ReadAllAsync(store), e => StoreHome.Text(e).Length > 0);
    }

    [Fact]
    public async Task Two_exchanged_rows_are_both_withheld()
    {
        using var home = await FilledAsync();
        home.Execute("CREATE TABLE $schema.kept AS SELECT * FROM $schema.events WHERE sequence IN (10, 20); "
            + "UPDATE $schema.events SET record = kept.record FROM $schema.kept WHERE kept.sequence = 30 - events.sequence AND events.sequence IN (10, 20)");
        await using var store = home.OpenStore();
        Assert.Equal([10L, 20L], store.Recovery.Violations.Select(violation => violation.FirstSequence));
        Assert.Equal(Count - 2, (await StoreHome.ReadAllAsync(store)).Count);
    }

    [Fact]
    public async Task Rows_where_nothing_was_stored_are_set_aside()
    {
        using var home = await FilledAsync();
        home.Execute($"INSERT INTO $schema.events VALUES ({Count + 1}, 'forged'), (-4, 'forged'), (9000000000, (SELECT record FROM $schema.events WHERE sequence = 5))");
        await using var store = home.OpenStore();
        Assert.Contains(store.Recovery.Violations, violation => violation.Kind == "unauthorized_modification");
        Assert.Equal(Count + 1, Assert.Single(await store.AppendAsync([StoreHome.Event(Count + 1)], Cancellation)).Sequence);
        Assert.Equal(3L, home.Query("SELECT count(*) FROM $schema.event_evidence"));
    }

    [Fact]
    public async Task A_row_that_changes_while_the_store_is_open_is_withheld_and_said()
    {
        using var home = new PostgresHome { RecentEvents = 1 };
        await home.FillAsync(Count);
        await using var store = home.OpenStore();
        Assert.Null(store.Health.Problem);
        home.Execute("UPDATE $schema.events SET record = set_byte(record, 80, get_byte(record, 80) # 4) WHERE sequence = 7; DELETE FROM $schema.events WHERE sequence = 9");

        Assert.Equal(Enumerable.Range(1, Count).Where(n => n is not (7 or 9)), (await StoreHome.ReadAllAsync(store)).Select(StoreHome.Number));
        Assert.StartsWith("LHB6334", store.Health.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_opens_nothing()
    {
        using var home = await FilledAsync();
        var refusal = Assert.Throws<EventStoreException>(() =>
            Bridge.Events.Postgres.PostgresEventStore.Open(home.Options("other"), new HmacRecordSeal("quite another key than the first"), TimeProvider.System));
        Assert.Equal(EventStoreError.WrongKey, refusal.Error);
        await using var store = home.OpenStore();
        Assert.Empty(store.Recovery.Violations);
    }

    [Fact]
    public async Task Tables_of_a_newer_version_are_left_alone()
    {
        using var home = await FilledAsync();
        home.Execute("INSERT INTO $schema.schema_version VALUES (99)");
        var refusal = Assert.Throws<EventStoreException>(() => home.Open());
        Assert.StartsWith("LHB6320", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<PostgresHome> FilledAsync(int count = Count)
    {
        var home = new PostgresHome();
        await home.FillAsync(count);
        return home;
    }
}
