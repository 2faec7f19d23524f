namespace Lighthouse.Load.Recording;

/// <summary>The counts of an HDR histogram as numbers of one to nine bytes (zig-zag, seven bits a byte); more than one zero is written as the negative length of their run.</summary>
internal static class HdrCounts
{
    private const int LongestNumber = 9;

    public static void Write(Stream stream, ReadOnlySpan<long> counts)
    {
        var end = counts.LastIndexOfAnyExcept(0) + 1;
        for (var index = 0; index < end;)
        {
            var zeros = counts[index..end].IndexOfAnyExcept(0);
            Write(stream, zeros > 1 ? -zeros : counts[index]);
            index += Math.Max(zeros, 1);
        }
    }

    /// <summary>The counters that are not zero, by their index; null when the bytes say something else.</summary>
    public static List<(long Index, long Count)>? Read(ReadOnlySpan<byte> bytes, long length)
    {
        var counts = new List<(long, long)>();
        var index = 0L;
        while (!bytes.IsEmpty)
        {
            if (Number(ref bytes) is not { } number || number == long.MinValue)
                return null;
            if (number > 0)
                counts.Add((index, number));
            index += number < 0 ? -number : 1;
            if (index > length || index < 0)
                return null;
        }

        return counts;
    }

    private static void Write(Stream stream, long number)
    {
        var left = (ulong)((number << 1) ^ (number >> 63));
        for (var at = 1; at < LongestNumber && left > 0x7F; at++, left >>= 7)
            stream.WriteByte((byte)(left | 0x80));
        stream.WriteByte((byte)left);
    }

    private static long? Number(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var at = 0; at < LongestNumber && at < bytes.Length; at++)
        {
            // The ninth byte carries eight bits, because no tenth follows.
            var last = at == LongestNumber - 1 || bytes[at] < 0x80;
            value |= (ulong)(bytes[at] & (at == LongestNumber - 1 ? 0xFF : 0x7F)) << (7 * at);
            if (!last)
                continue;
            bytes = bytes[(at + 1)..];
            return (long)(value >> 1) ^ -(long)(value & 1);
        }

        return null;
    }
}
