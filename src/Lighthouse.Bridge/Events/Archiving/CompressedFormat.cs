using System.Buffers.Binary;

namespace Lighthouse.Bridge.Events.Archiving;

/// <summary>The bytes of a compressed segment: a header, then blocks that can be read each by itself. docs/event-store-format.md describes them.</summary>
internal static class CompressedFormat
{
    public const int HeaderSize = 64;
    public const int BlockHeadSize = 24;
    public const int BlockSize = 64 << 10;

    private const int Version = 1;
    private const int SealedHeader = HeaderSize - IRecordSeal.Size;

    public static ReadOnlySpan<byte> HeaderMagic => [0xF5, 0x4C, 0x48, 0x5A];

    public static ReadOnlySpan<byte> BlockMagic => [0xF5, 0x4C, 0x48, 0x42];

    /// <summary>Bytes of the largest block in the file.</summary>
    public static int MaxBlock { get; } = BlockHeadSize + System.IO.Compression.BrotliEncoder.GetMaxCompressedLength(BlockSize) + IRecordSeal.Size;

    public static void WriteHeader(Span<byte> header, long segment, long plainLength, IRecordSeal seal)
    {
        header.Clear();
        HeaderMagic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], segment);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], plainLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], BlockSize);
        seal.Compute(header[..SealedHeader], header[SealedHeader..HeaderSize]);
    }

    /// <summary>The plain length that a header states; null when it does not verify or is of another segment.</summary>
    public static long? ReadHeader(ReadOnlySpan<byte> header, long segment, IRecordSeal seal)
    {
        if (header.Length < HeaderSize || !header.StartsWith(HeaderMagic) || !seal.Verify(header[..SealedHeader], header[SealedHeader..HeaderSize]))
            return null;
        var length = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        var isOurs = BinaryPrimitives.ReadInt32LittleEndian(header[4..]) == Version && BinaryPrimitives.ReadInt64LittleEndian(header[8..]) == segment
            && BinaryPrimitives.ReadInt32LittleEndian(header[24..]) == BlockSize;
        return isOurs && length >= 0 ? length : null;
    }

    public static void WriteBlockHead(Span<byte> head, in BlockHead block)
    {
        BlockMagic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], block.CompressedLength);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], block.PlainLength);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], block.Number);
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], block.Segment);
    }

    /// <summary>Reads the head of a block; false when the bytes cannot be one.</summary>
    public static bool TryReadBlockHead(ReadOnlySpan<byte> bytes, out BlockHead head)
    {
        head = default;
        if (bytes.Length < BlockHeadSize || !bytes.StartsWith(BlockMagic))
            return false;
        head = new BlockHead(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]));
        return head.CompressedLength > 0 && head.FileLength <= MaxBlock && head.PlainLength is > 0 and <= BlockSize && head.Number >= 0;
    }
}

/// <summary>What precedes the compressed bytes of a block.</summary>
internal readonly record struct BlockHead(int CompressedLength, int PlainLength, int Number, long Segment)
{
    /// <summary>Bytes in the file: head, compressed bytes, seal.</summary>
    public int FileLength => CompressedFormat.BlockHeadSize + CompressedLength + IRecordSeal.Size;
}
