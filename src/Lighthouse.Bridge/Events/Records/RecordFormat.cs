using System.Buffers.Binary;

namespace Lighthouse.Bridge.Events.Records;

/// <summary>The bytes of a record: head (64), payload, seal (32). docs/event-store-format.md describes them.</summary>
internal static class RecordFormat
{
    public const int HeadSize = 64;
    public const int Overhead = HeadSize + IRecordSeal.Size;
    public const int MaxSize = Overhead + EventLimits.EventBytes;

    private const int PreviousAt = 32;

    /// <summary>0xF5 occurs in no UTF-8 text, so no payload can look like the beginning of a record.</summary>
    public static ReadOnlySpan<byte> Magic => [0xF5, 0x4C, 0x48, 0x31];

    /// <summary>Writes a record into <paramref name="record"/>, whose length is its size, and returns its seal.</summary>
    public static SealValue Write(Span<byte> record, in RecordHead head, ReadOnlySpan<byte> payload, IRecordSeal seal)
    {
        Magic.CopyTo(record);
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], head.Length);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], head.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], head.TimestampNs);
        BinaryPrimitives.WriteInt32LittleEndian(record[24..], head.Remaining);
        BinaryPrimitives.WriteInt32LittleEndian(record[28..], head.Preceding);
        head.Previous.Write(record[PreviousAt..]);
        payload.CopyTo(record[HeadSize..]);
        var content = record[..^IRecordSeal.Size];
        seal.Compute(content, record[content.Length..]);
        return SealValue.Read(record[content.Length..]);
    }

    /// <summary>Reads a head; false when the bytes cannot be one.</summary>
    public static bool TryReadHead(ReadOnlySpan<byte> bytes, out RecordHead head)
    {
        head = default;
        if (bytes.Length < HeadSize || !bytes.StartsWith(Magic))
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        var remaining = BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]);
        var preceding = BinaryPrimitives.ReadInt32LittleEndian(bytes[28..]);
        if (length is < 0 or > EventLimits.EventBytes || sequence < 1 || remaining is < 0 or >= EventLimits.BatchEvents || preceding < 0 || preceding >= sequence)
            return false;
        var timestamp = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        head = new RecordHead(length, sequence, timestamp, remaining, SealValue.Read(bytes[PreviousAt..]), preceding);
        return true;
    }

    /// <summary>Whether the whole record, head to seal, is as it was written.</summary>
    public static bool Verifies(ReadOnlySpan<byte> record, IRecordSeal seal) =>
        seal.Verify(record[..^IRecordSeal.Size], record[^IRecordSeal.Size..]);
}
