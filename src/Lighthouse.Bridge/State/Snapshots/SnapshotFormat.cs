using System.Buffers.Binary;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.State.Snapshots;

/// <summary>The bytes of a snapshot file: head, JSON, seal. docs/event-store-format.md describes them.</summary>
internal static class SnapshotFormat
{
    private const int HeadSize = 64;
    private const int Version = 1;
    private const int ChainAt = 32;

    private static ReadOnlySpan<byte> Magic => [0xF5, 0x4C, 0x48, 0x53];

    public static byte[] Write(Snapshot snapshot, IRecordSeal seal)
    {
        var bytes = new byte[HeadSize + snapshot.Body.Length + IRecordSeal.Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), snapshot.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), snapshot.Body.Length);
        snapshot.ChainSeal.CopyTo(bytes.AsSpan(ChainAt));
        snapshot.Body.Span.CopyTo(bytes.AsSpan(HeadSize));
        seal.Compute(bytes.AsSpan(0, bytes.Length - IRecordSeal.Size), bytes.AsSpan(bytes.Length - IRecordSeal.Size));
        return bytes;
    }

    /// <summary>Reads a file, of which the snapshot's body is a part; null when it does not verify.</summary>
    public static Snapshot? Read(ReadOnlyMemory<byte> file, IRecordSeal seal)
    {
        var bytes = file.Span;
        if (bytes.Length < HeadSize + IRecordSeal.Size || !bytes.StartsWith(Magic) || BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) != Version
            || BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]) != bytes.Length - HeadSize - IRecordSeal.Size
            || !seal.Verify(bytes[..^IRecordSeal.Size], bytes[^IRecordSeal.Size..]))
            return null;
        return new Snapshot(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), bytes.Slice(ChainAt, IRecordSeal.Size).ToArray(),
            file[HeadSize..^IRecordSeal.Size]);
    }
}
