using System.Buffers.Binary;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Archiving;

/// <summary>The sealed statement of what retention removed. docs/event-store-format.md describes its bytes.</summary>
internal static class FloorFile
{
    public const string Name = "events.floor";
    private const string Unfinished = Name + ".new";
    private const int Size = 96;
    private const int SealedSize = Size - IRecordSeal.Size;

    private static ReadOnlySpan<byte> Magic => [0xF5, 0x4C, 0x48, 0x46];

    public static FloorState Read(string directory, IRecordSeal seal)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
            return new FloorState(Floor.None, IsDamaged: false);
        Span<byte> bytes = stackalloc byte[Size + 1];
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        bytes = bytes[..RandomAccess.Read(file, bytes, 0)];
        if (bytes.Length != Size || !bytes.StartsWith(Magic) || !seal.Verify(bytes[..SealedSize], bytes[SealedSize..]))
            return new FloorState(Floor.None, IsDamaged: true);
        var floor = new Floor(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), SealValue.Read(bytes[32..]));
        return floor.FirstSequence < 1 || floor.FirstSegment < 1 ? new FloorState(Floor.None, IsDamaged: true) : new FloorState(floor, IsDamaged: false);
    }

    /// <summary>States a floor on stable storage, in one step.</summary>
    public static void Write(string directory, in Floor floor, IRecordSeal seal, IStableStorage storage)
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 1);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), floor.FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), floor.FirstSegment);
        floor.Previous.Write(bytes.AsSpan(32));
        seal.Compute(bytes.AsSpan(0, SealedSize), bytes.AsSpan(SealedSize));
        var unfinished = Path.Combine(directory, Unfinished);
        using (var file = File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, bytes, 0);
            storage.Flush(file);
        }
        File.Move(unfinished, Path.Combine(directory, Name), overwrite: true);
        storage.FlushDirectory(directory);
    }
}
