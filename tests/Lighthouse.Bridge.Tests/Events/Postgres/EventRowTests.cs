using System.Buffers.Binary;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Postgres;
using Lighthouse.Bridge.Events.Records;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Postgres;

public sealed class EventRowTests
{
    private const int First = 40;
    private static readonly HmacRecordSeal Seal = new(StoreHome.Key);

    [Fact]
    public void Its_records_lie_one_behind_the_other_up_to_the_next_row()
    {
        var row = Row(5);
        Assert.Equal([40, 41, 42, 43, 44], Sound(row.Records(Seal, 45)));
        Assert.Equal([40, 41, 42], Sound(row.Records(Seal, 43)));
        Assert.Empty(row.Records(Seal, First));
        Assert.Equal(row.Bytes, row.Records(Seal, long.MaxValue).SelectMany(record => record.Record.ToArray()));
        Assert.Equal([0, 1, 2, 3, 4], row.Records(Seal, long.MaxValue).Select(record => StoreHome.Number(record.Decode()!)));
    }

    [Fact]
    public void A_changed_byte_anywhere_takes_its_own_record_and_no_other()
    {
        var row = Row(4);
        var ends = Ends(row);
        var random = new Random(7);
        for (var at = 0; at < row.Bytes.Length; at++)
        {
            var bytes = row.Bytes.ToArray();
            bytes[at] ^= (byte)random.Next(1, 256);
            var records = new EventRow(First, bytes).Records(Seal, 44).ToList();
            var hit = First + ends.Count(end => end <= at);
            Assert.Equal(hit, Assert.Single(records, record => record.Head is null).Sequence);
            Assert.Equal([40, 41, 42, 43], records.Select(record => record.Sequence));
            Assert.All(records, record => Assert.Equal(record.Sequence != hit, record.Decode() is not null));
        }
    }

    [Fact]
    public void What_is_cut_off_is_missing_and_what_is_before_is_whole()
    {
        var row = Row(3);
        var ends = Ends(row);
        for (var length = 0; length < row.Bytes.Length; length++)
        {
            var records = new EventRow(First, row.Bytes[..length]).Records(Seal, 43).ToList();
            var whole = ends.Count(end => end <= length);
            Assert.Equal(Enumerable.Range(First, whole).Select(n => (long)n), Sound(records));
            Assert.True(records.Count - whole is 0 or 1);
            Assert.NotEmpty(records);
        }
    }

    [Fact]
    public void Lost_bytes_in_the_middle_leave_what_follows()
    {
        var row = Row(5);
        var size = row.Records(Seal, 41).Single().Record.Length;
        Assert.Equal([40, 42, 43, 44], Sound(new EventRow(First, [.. row.Bytes[..(size + 9)], .. row.Bytes[(size + 30)..]]).Records(Seal, 45)));
        Assert.Equal([42, 43, 44], Sound(new EventRow(First, row.Bytes[((2 * size) - 12)..]).Records(Seal, 45)));
    }

    [Fact]
    public void A_row_in_another_s_place_has_nothing_sound()
    {
        Assert.Empty(Sound(new EventRow(41, Row(1).Bytes).Records(Seal, 42)));
        Assert.Empty(Sound(new EventRow(90, Row(5).Bytes).Records(Seal, long.MaxValue)));
        Assert.Empty(Sound(new EventRow(3, Row(5).Bytes).Records(Seal, 40)));
    }

    [Fact]
    public void Behind_a_changed_large_record_nothing_is_looked_for_and_beginnings_without_end_cost_no_hashing()
    {
        var sealing = new SealedRecords(Seal, "node");
        sealing.Begin(new StoreHead(First - 1, default));
        sealing.Add(Append(StoreHome.Event(1, new string('x', 20_000)), StoreHome.Event(2)), 1);
        var bytes = sealing.Rows.SelectMany(row => row.ToArray()).ToArray();
        Assert.Equal([40, 41], Sound(new EventRow(First, bytes).Records(Seal, 42)));
        for (var at = 0; at + RecordFormat.Overhead < 20_000; at += RecordFormat.HeadSize) WriteBeginning(bytes.AsSpan(at), bytes.Length - at - RecordFormat.Overhead);

        var counting = new CountingSeal();
        Assert.Equal(First, Assert.Single(new EventRow(First, bytes).Records(counting, 42)).Sequence);
        Assert.InRange(counting.Verified, 0, bytes.Length);
    }

    [Fact]
    public void Whatever_the_bytes_are_it_comes_to_an_end_and_makes_nothing_up()
    {
        var random = new Random(11);
        for (var round = 0; round < 2_000; round++)
        {
            var row = Row(3);
            var bytes = random.Next(3) == 0 ? RandomBytes(random, random.Next(700)) : row.Bytes.ToArray();
            if (random.Next(3) == 0 && bytes.Length > 0) bytes = [.. bytes[random.Next(bytes.Length)..], .. bytes[..random.Next(bytes.Length)]];
            for (var change = random.Next(6); change > 0 && bytes.Length > 0; change--)
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? RecordFormat.Magic[0] : (byte)random.Next(256);
            var records = new EventRow(First, bytes).Records(Seal, 43).ToList();
            Assert.Equal(records.Select(record => record.Sequence).Order().Distinct(), records.Select(record => record.Sequence));
            Assert.All(records, record => Assert.InRange(record.Sequence, First, 42));
            Assert.True(bytes.AsSpan().StartsWith(records.SelectMany(record => record.Record.ToArray()).ToArray()));
            Assert.All(
                records.Where(record => record.Head is not null),
                record => Assert.True(row.Bytes.AsSpan().IndexOf(record.Record.Span) >= 0, $"round {round}: a record that nobody wrote"));
        }
    }

    [Fact]
    public void Rows_are_filled_up_to_their_limit_and_a_larger_record_has_one_of_its_own()
    {
        var sealing = new SealedRecords(Seal, "node");
        sealing.Begin(new StoreHead(First - 1, default));
        foreach (var length in new[] { 10, 3_000, 3_000, 3_000, 20_000, 10, 1_000_000, 6_000, 10, 10 }) sealing.Add(Append(StoreHome.Event(1, new string('x', length))), 1);

        Assert.Equal([40, 43, 44, 45, 46, 47], sealing.Places);
        Assert.All(sealing.Rows, row => Assert.True(row.Length <= EventRow.MostBytes || row.Length > 20_000));
        var records = sealing.Places.Zip(sealing.Rows).SelectMany(row => new EventRow(row.First, row.Second.ToArray()).Records(Seal, long.MaxValue)).ToList();
        Assert.Equal(Enumerable.Range(First, 10).Select(n => (long)n), Sound(records));
        Assert.Equal(sealing.Sizes, records.Select(record => record.Record.Length));
        Assert.Equal(sealing.Head, records[^1].Seal);
    }

    private static IEnumerable<long> Sound(IEnumerable<RowRecord> records) => records.Where(record => record.Head is not null).Select(record => record.Sequence);

    private static List<int> Ends(EventRow row)
    {
        var end = 0;
        return [.. row.Records(Seal, long.MaxValue).Select(record => end += record.Record.Length)];
    }

    private static byte[] RandomBytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static EventRow Row(int count)
    {
        var sealing = new SealedRecords(Seal, "node");
        sealing.Begin(new StoreHead(First - 1, default));
        sealing.Add(Append([.. Enumerable.Range(0, count).Select(n => StoreHome.Event(n))]), 1);
        return new EventRow(First, Assert.Single(sealing.Rows).ToArray());
    }

    // As a record of sequence 41 would begin that takes the rest of the row.
    private static void WriteBeginning(Span<byte> bytes, int length)
    {
        bytes[..RecordFormat.HeadSize].Clear();
        RecordFormat.Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], First + 1);
    }

    private sealed class CountingSeal : IRecordSeal
    {
        public long Verified { get; private set; }

        public void Compute(ReadOnlySpan<byte> content, Span<byte> seal) => Seal.Compute(content, seal);

        public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> seal)
        {
            Verified += content.Length;
            return Seal.Verify(content, seal);
        }
    }

    private static PendingAppend Append(params NewEvent[] events) => PendingAppend.Of(events, "node");
}
