using System.Buffers.Binary;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Anchoring;

/// <summary>The bytes of the anchor file: two slots, written in turn, so that a broken write leaves the other. docs/event-store-format.md describes them.</summary>
internal static class AnchorFormat
{
    public const int FileSize = 8192;
    public const int SlotSize = 96;
    private const int SlotDistance = 4096;
    private const int SealedSize = 64;

    private static ReadOnlySpan<byte> Magic => [0xF5, 0x4C, 0x48, 0x41];

    public static long SlotOf(long generation) => generation % 2 * SlotDistance;

    public static void Write(Span<byte> slot, in Anchor anchor, IRecordSeal seal)
    {
        slot.Clear();
        Magic.CopyTo(slot);
        BinaryPrimitives.WriteInt32LittleEndian(slot[4..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], anchor.Generation);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], anchor.Count);
        anchor.Head.Write(slot[32..]);
        seal.Compute(slot[..SealedSize], slot[SealedSize..]);
    }

    /// <summary>The anchor in the slot that generation 0 or 1 uses; null when it does not verify.</summary>
    public static Anchor? Read(ReadOnlySpan<byte> file, long generation, IRecordSeal seal)
    {
        var at = (int)SlotOf(generation);
        if (file.Length < at + SlotSize)
            return null;
        var slot = file.Slice(at, SlotSize);
        if (!slot.StartsWith(Magic) || !seal.Verify(slot[..SealedSize], slot[SealedSize..]))
            return null;
        var anchor = new Anchor(
            BinaryPrimitives.ReadInt64LittleEndian(slot[8..]), BinaryPrimitives.ReadInt64LittleEndian(slot[16..]), SealValue.Read(slot[32..]));
        return anchor.Generation >= 0 && anchor.Generation % 2 == generation && anchor.Count >= 0 ? anchor : null;
    }
}
