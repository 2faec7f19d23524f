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
    public static long EndOfData(string path, long start, long end)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            while (end > start)
            {
                var from = Math.Max(start, end - Chunk);
                var bytes = buffer.AsSpan(0, (int)(end - from));
                var at = bytes[..RandomAccess.Read(file, bytes, from)].LastIndexOfAnyExcept((byte)0);
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
}
