using System.Buffers.Binary;
using System.IO.Compression;

namespace Lighthouse.Readiness.Results.HdrHistogram;

/// <summary>
/// A histogram in the compressed encoding of HdrHistogram, version 2: base 64 over a cookie, a length and a zlib stream; in it a header and
/// the counts as ZigZag LEB128, a negative one standing for so many empty buckets.
/// </summary>
internal static class EncodedHistogram
{
    private const int CompressedCookie = 0x1c849304;
    private const int Cookie = 0x1c849303;
    private const int CookieMask = unchecked((int)0xFFFFFF0F);
    private const int HeaderBytes = 40;
    private const int MostBytes = 16 << 20;
    private const int MostDigits = 5;

    /// <summary>The upper edges of its buckets, in the units it was recorded in, and their counts.</summary>
    /// <exception cref="FormatException">It is none, or of another version.</exception>
    public static IReadOnlyList<(long Edge, long Count)> Decode(string base64)
    {
        var content = Inflate(Convert.FromBase64String(base64));
        if ((ReadInt(content, 0) & CookieMask) != (Cookie & CookieMask))
            throw new FormatException("a histogram is not of encoding version 2");
        var (length, offset, digits, lowest) = (ReadInt(content, 4), ReadInt(content, 8), ReadInt(content, 12), BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(16)));
        if (length < 0 || HeaderBytes + length > content.Length || offset != 0 || digits is < 0 or > MostDigits || lowest is < 1 or > 1L << 40)
            throw new FormatException("the header of a histogram makes no sense");
        return Buckets(content.AsSpan(HeaderBytes, length), digits, lowest);
    }

    private static List<(long, long)> Buckets(ReadOnlySpan<byte> counts, int digits, long lowest)
    {
        var unitMagnitude = (int)Math.Floor(Math.Log2(lowest));
        var subBucketMagnitude = (int)Math.Ceiling(Math.Log2(2 * Math.Pow(10, digits)));
        var found = new List<(long, long)>();
        var index = 0L;
        for (var at = 0; at < counts.Length;)
        {
            var count = ZigZag(counts, ref at);
            if (count > 0)
                found.Add((UpperEdge(index, subBucketMagnitude, unitMagnitude), count));
            index = checked(index + (count < 0 ? -count : 1));
        }

        return found;
    }

    private static long UpperEdge(long index, int subBucketMagnitude, int unitMagnitude)
    {
        var half = 1L << (subBucketMagnitude - 1);
        var (bucket, subBucket) = index < 2 * half ? (0L, index) : ((index / half) - 1, (index % half) + half);
        if (bucket + unitMagnitude + subBucketMagnitude > 62)
            throw new FormatException("a histogram has a bucket beyond every number");
        return ((subBucket + 1) << (int)(bucket + unitMagnitude)) - 1;
    }

    private static long ZigZag(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var part = 0; ; part++)
        {
            if (at >= bytes.Length || part > 8)
                throw new FormatException("a count of a histogram is cut");
            var next = bytes[at++];
            // The ninth byte, where there is one, holds eight bits.
            value |= part == 8 ? (ulong)next << 56 : (ulong)(next & 0x7F) << (7 * part);
            if (part == 8 || (next & 0x80) == 0)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }

    private static byte[] Inflate(byte[] packed)
    {
        if (packed.Length < 8 || (ReadInt(packed, 0) & CookieMask) != (CompressedCookie & CookieMask))
            throw new FormatException("a histogram is not compressed by encoding version 2");
        using var stream = new ZLibStream(new MemoryStream(packed, 8, packed.Length - 8), CompressionMode.Decompress);
        var content = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, read);
            if (content.Length > MostBytes)
                throw new FormatException($"a histogram is larger than {MostBytes >> 20} MB");
        }

        return content.Length >= HeaderBytes ? content.ToArray() : throw new FormatException("a histogram is cut");
    }

    private static int ReadInt(byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
