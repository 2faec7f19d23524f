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
