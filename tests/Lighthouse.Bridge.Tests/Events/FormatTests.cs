using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>Reads a store by docs/event-store-format.md alone, without the store's own code.</summary>
public sealed class FormatTests
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes(TestStore.Key);

    [Fact]
    public async Task Segments_and_anchor_are_as_documented()
    {
        using var folder = new TestStore { SegmentBytes = 3_000 };
        await folder.FillAsync(10);
        await folder.FillAsync(20, perAppend: 4, from: 11);

        var previous = new byte[32];
        var sequence = 0L;
        foreach (var segment in folder.Segments())
        {
            var bytes = File.ReadAllBytes(segment);
            for (var at = 0; at < bytes.Length;)
            {
                var record = bytes[at..(at + 96 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4)))];
                AssertRecord(record, ++sequence, previous);
                previous = record[^32..];
                at += record.Length;
            }
        }
        Assert.Equal(30, sequence);
        AssertAnchor(File.ReadAllBytes(folder.Anchor), sequence, previous);
    }

    [Fact]
    public async Task Compressed_segments_are_as_documented()
    {
        using var folder = new TestStore { SegmentBytes = 150_000 };
        await folder.FillAsync(60, perAppend: 3, text: new string('t', 5_000));
        var plain = folder.Segments().ToDictionary(path => path, File.ReadAllBytes);
        await using (var store = folder.Open())
            store.Archive.Compress(1, TestContext.Current.CancellationToken);

        var compressed = System.IO.Directory.GetFiles(folder.Directory, "*.log.br");
        Assert.Equal(plain.Count - 1, compressed.Length);
        foreach (var path in compressed)
        {
            var bytes = File.ReadAllBytes(path);
            var number = long.Parse(Path.GetFileName(path).AsSpan(7, 8), System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal([0xF5, 0x4C, 0x48, 0x5A, 1, 0, 0, 0], bytes[..8]);
            Assert.Equal(number, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)));
            Assert.Equal(65_536, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(24)));
            Assert.Equal(HMACSHA256.HashData(Key, bytes.AsSpan(0, 32)), bytes[32..64]);
            var unpacked = Unpack(bytes, number);
            Assert.Equal(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)), unpacked.Length);
            Assert.Equal(plain[path[..^3]], unpacked);
        }
    }

    [Fact]
    public async Task The_floor_is_as_documented()
    {
        using var folder = new TestStore { SegmentBytes = 3_000 };
        await folder.FillAsync(40);
        var segments = folder.Segments().Select(File.ReadAllBytes).ToList();
        await using (var store = folder.Open())
            store.Archive.Retain(new() { MaxBytes = 1 }, coveredUpTo: StoredRecords.Of(segments[1])[^1].Sequence, nowNs: 0, store.Inside.Zones.NewestNs);

        var floor = File.ReadAllBytes(Path.Combine(folder.Directory, "events.floor"));
        Assert.Equal(96, floor.Length);
        Assert.Equal([0xF5, 0x4C, 0x48, 0x46, 1, 0, 0, 0], floor[..8]);
        Assert.Equal(StoredRecords.Of(segments[2])[0].Sequence, BinaryPrimitives.ReadInt64LittleEndian(floor.AsSpan(8)));
        Assert.Equal(3, BinaryPrimitives.ReadInt64LittleEndian(floor.AsSpan(16)));
        Assert.Equal(segments[1][^32..], floor[32..64]);
        Assert.Equal(HMACSHA256.HashData(Key, floor.AsSpan(0, 64)), floor[64..]);
        Assert.False(File.Exists(Path.Combine(folder.Directory, "events-00000002.log")));
    }

    private static byte[] Unpack(byte[] bytes, long segment)
    {
        using var plain = new MemoryStream();
        for (int at = 64, block = 0; at < bytes.Length; block++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
            Assert.Equal([0xF5, 0x4C, 0x48, 0x42], bytes[at..(at + 4)]);
            Assert.Equal(block, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 12)));
            Assert.Equal(segment, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 16)));
            Assert.Equal(HMACSHA256.HashData(Key, bytes.AsSpan(at, 24 + length)), bytes[(at + 24 + length)..(at + 56 + length)]);
            var before = plain.Length;
            using var brotli = new System.IO.Compression.BrotliStream(new MemoryStream(bytes, at + 24, length), System.IO.Compression.CompressionMode.Decompress);
            brotli.CopyTo(plain);
            Assert.Equal(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 8)), plain.Length - before);
            at += 56 + length;
        }
        return plain.ToArray();
    }

    private static void AssertRecord(byte[] record, long sequence, byte[] previous)
    {
        Assert.Equal([0xF5, 0x4C, 0x48, 0x31], record[..4]);
        Assert.Equal(sequence, BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(8)));
        Assert.InRange(BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(16)), 1_700_000_000_000_000_000, long.MaxValue);
        Assert.Equal(sequence <= 10 ? 0 : 3 - ((sequence - 11) % 4), BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(24)));
        Assert.Equal(sequence <= 10 ? 0 : (sequence - 11) % 4, BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(28)));
        Assert.Equal(previous, record[32..64]);
        Assert.Equal(HMACSHA256.HashData(Key, record[..^32]), record[^32..]);
        var payload = JsonDocument.Parse(record[64..^32]).RootElement;
        Assert.Equal(
            ["node_id", "event_type", "aggregate_id", "aggregate_type", "source_agent", "source_component", "data", "metadata"],
            payload.EnumerateObject().Select(member => member.Name));
        Assert.Equal(sequence, payload.GetProperty("data").GetProperty("number").GetInt64());
    }

    private static void AssertAnchor(byte[] anchor, long count, byte[] head)
    {
        Assert.Equal(8_192, anchor.Length);
        var generations = new[] { 0, 4_096 }.ToDictionary(at => BinaryPrimitives.ReadInt64LittleEndian(anchor.AsSpan(at + 8)));
        Assert.All(generations, slot =>
        {
            Assert.Equal(slot.Value == 0 ? 0 : 1, slot.Key % 2);
            Assert.Equal([0xF5, 0x4C, 0x48, 0x41, 1, 0, 0, 0], anchor[slot.Value..(slot.Value + 8)]);
            Assert.Equal(HMACSHA256.HashData(Key, anchor.AsSpan(slot.Value, 64)), anchor[(slot.Value + 64)..(slot.Value + 96)]);
        });
        var newest = generations[generations.Keys.Max()];
        Assert.Equal(count, BinaryPrimitives.ReadInt64LittleEndian(anchor.AsSpan(newest + 16)));
        Assert.Equal(head, anchor[(newest + 32)..(newest + 64)]);
    }
}
