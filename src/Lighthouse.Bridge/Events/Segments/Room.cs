using System.Buffers;

namespace Lighthouse.Bridge.Events.Segments;

/// <summary>
/// Zero bytes from the end of a record to the end of a segment are room for records to come, not data. That records are missing
/// there is told by the sequences and the anchor.
/// </summary>
internal static class Room
{
    private const int Chunk = 256 << 10;

    /// <summary>The offset behind the last byte that is not zero, not below <paramref name="start"/>.</summary>
    public static long EndOfData(ISegmentBytes segment, long start, long end)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            while (end > start)
            {
                var from = Math.Max(start, end - Chunk);
                var bytes = buffer.AsSpan(0, Fill(segment, buffer.AsSpan(0, (int)(end - from)), from));
                var at = bytes.LastIndexOfAnyExcept((byte)0);
                if (at >= 0)
                    return from + at + 1;
                end = from;
            }
            return start;
        }
        catch (IOException)
        {
            // What cannot be read is damage, never room.
            return end;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Fill(ISegmentBytes segment, Span<byte> bytes, long from)
    {
        var filled = 0;
        for (int read; filled < bytes.Length && (read = segment.Read(bytes[filled..], from + filled)) > 0;)
            filled += read;
        return filled;
    }
}
