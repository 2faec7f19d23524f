using System.IO.Compression;
using Lighthouse.Bridge.Events.Segments;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events.Archiving;

/// <summary>
/// Turns a closed segment into a compressed one: written beside it, brought to stable storage, read back and compared, and only
/// then put in its place. A crash at any point leaves the plain file, or both, or the compressed one.
/// </summary>
internal sealed class SegmentCompressor(string directory, IRecordSeal seal, IStableStorage storage, double share)
{
    public const string UnfinishedSuffix = ".new";
    private const int Quality = 4;
    private const int Window = 18;

    /// <summary>Compresses.</summary>
    /// <param name="segment">A closed segment.</param>
    /// <param name="plainLength">Bytes of its records; behind them it holds nothing.</param>
    /// <param name="cancellation">Stops between two blocks; what was begun is removed.</param>
    /// <returns>Bytes of the compressed file; null when it did not verify and the plain file stays.</returns>
    public long? Compress(SegmentFile segment, long plainLength, CancellationToken cancellation)
    {
        var unfinished = segment.CompressedPath + UnfinishedSuffix;
        try
        {
            using (var plain = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            {
                Write(segment, plain, plainLength, unfinished, cancellation);
                if (!IsEqual(segment, plain, plainLength, unfinished, cancellation))
                    return null;
            }
            var length = new FileInfo(unfinished).Length;
            File.Move(unfinished, segment.CompressedPath, overwrite: true);
            storage.FlushDirectory(directory);
            File.Delete(segment.Path);
            storage.FlushDirectory(directory);
            return length;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private void Write(SegmentFile segment, SafeFileHandle plain, long plainLength, string path, CancellationToken cancellation)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        var buffer = new byte[CompressedFormat.MaxBlock];
        var block = new byte[CompressedFormat.BlockSize];
        CompressedFormat.WriteHeader(buffer, segment.Number, plainLength, seal);
        RandomAccess.Write(file, buffer.AsSpan(0, CompressedFormat.HeaderSize), 0);
        long at = CompressedFormat.HeaderSize;
        var number = 0;
        var pace = new Pace(share);
        for (long from = 0; from < plainLength; from += block.Length)
        {
            pace.Begin();
            var length = (int)Math.Min(block.Length, plainLength - from);
            Fill(plain, block.AsSpan(0, length), from);
            at += WriteBlock(file, at, buffer, block.AsSpan(0, length), (segment.Number, number++));
            pace.Rest(cancellation);
        }
        storage.Flush(file);
    }

    private int WriteBlock(SafeFileHandle file, long at, byte[] buffer, ReadOnlySpan<byte> plain, (long Segment, int Block) number)
    {
        var room = buffer.AsSpan(CompressedFormat.BlockHeadSize, buffer.Length - CompressedFormat.BlockHeadSize - IRecordSeal.Size);
        if (!BrotliEncoder.TryCompress(plain, room, out var compressed, Quality, Window))
            throw new IOException($"LHB6151: block {number.Block} of segment {number.Segment} could not be compressed.");
        var head = new BlockHead(compressed, plain.Length, number.Block, number.Segment);
        CompressedFormat.WriteBlockHead(buffer, head);
        var content = buffer.AsSpan(0, CompressedFormat.BlockHeadSize + compressed);
        seal.Compute(content, buffer.AsSpan(content.Length, IRecordSeal.Size));
        RandomAccess.Write(file, buffer.AsSpan(0, head.FileLength), at);
        return head.FileLength;
    }

    private bool IsEqual(SegmentFile segment, SafeFileHandle plain, long plainLength, string path, CancellationToken cancellation)
    {
        using var compressed = new CompressedBytes(File.OpenHandle(path), segment.Number, seal);
        if (compressed.Length != plainLength)
            return false;
        var expected = new byte[CompressedFormat.BlockSize];
        var found = new byte[CompressedFormat.BlockSize];
        var pace = new Pace(share);
        for (long from = 0; from < plainLength; from += expected.Length)
        {
            pace.Begin();
            var length = (int)Math.Min(expected.Length, plainLength - from);
            Fill(plain, expected.AsSpan(0, length), from);
            if (compressed.Read(found.AsSpan(0, length), from) != length || !found.AsSpan(0, length).SequenceEqual(expected.AsSpan(0, length)))
                return false;
            pace.Rest(cancellation);
        }
        return compressed.Damage.Count == 0;
    }

    private static void Fill(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            var read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
                throw new EndOfStreamException("LHB6152: a segment ended before its records while it was compressed.");
            buffer = buffer[read..];
            offset += read;
        }
    }
}
