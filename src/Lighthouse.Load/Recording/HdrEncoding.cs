using System.Buffers.Binary;
using System.IO.Compression;

namespace Lighthouse.Load.Recording;

/// <summary>The published V2 encoding of an HDR histogram: a head of 40 bytes and the counts, compressed by zlib behind a cookie and a length.</summary>
internal static class HdrEncoding
{
    private const int Cookie = 0x1c849313;
    private const int CompressedCookie = 0x1c849314;
    private const int HeadBytes = 40;
    private const int MostBytes = 16 << 20;
    private const int Digits = 3;

    /// <summary>Encodes counts over <see cref="BucketScale"/>, whose unit is 100 ns.</summary>
    public static byte[] Encode(ReadOnlySpan<long> counts)
    {
        using var payload = new MemoryStream();
        HdrCounts.Write(payload, counts);
        using var encoded = new MemoryStream();
        encoded.Write(stackalloc byte[8]);
        using (var zlib = new ZLibStream(encoded, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(Head((int)payload.Length));
            zlib.Write(payload.GetBuffer().AsSpan(0, (int)payload.Length));
        }

        var bytes = encoded.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, CompressedCookie);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }

    /// <summary>Reads what any implementation wrote: upper edges in the writer's unit and their counts.</summary>
    /// <exception cref="FormatException">It is no such histogram, or larger than any sensible one.</exception>
    public static List<(long UpperEdge, long Count)> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8 || BinaryPrimitives.ReadInt32BigEndian(bytes) != CompressedCookie)
            throw Malformed("it does not begin with the cookie of a compressed V2 histogram");
        if (BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) is var length && (length < 0 || length > bytes.Length - 8))
            throw Malformed("it is shorter than its length says");
        var plain = Inflate(bytes.Slice(8, length));
        if (plain.Length < HeadBytes || BinaryPrimitives.ReadInt32BigEndian(plain) != Cookie)
            throw Malformed("its content does not begin with the cookie of a V2 histogram");
        if (BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(4)) != plain.Length - HeadBytes)
            throw Malformed("its counts are not as long as its head says");

        // A real shift is a multiple of half the counters of a doubling; one implementation writes a 1 here and never shifts.
        if (BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(8)) is not (0 or 1))
            throw Malformed("it is shifted, which no tool in use writes");
        return Counts(plain);
    }

    private static List<(long UpperEdge, long Count)> Counts(byte[] plain)
    {
        var layout = HdrLayout.Of(
            BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(16)),
            BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(24)),
            BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(12))) ?? throw Malformed("its range or its digits make no sense");
        var counts = HdrCounts.Read(plain.AsSpan(HeadBytes), layout.Length) ?? throw Malformed("its counts cannot be read or exceed its range");
        return [.. counts.Select(entry => (layout.UpperEdgeOf(entry.Index), entry.Count))];
    }

    private static byte[] Head(int payload)
    {
        var head = new byte[HeadBytes];
        BinaryPrimitives.WriteInt32BigEndian(head, Cookie);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), payload);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(12), Digits);
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(16), 1);
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(24), BucketScale.Highest);
        BinaryPrimitives.WriteDoubleBigEndian(head.AsSpan(32), 1);
        return head;
    }

    private static byte[] Inflate(ReadOnlySpan<byte> compressed)
    {
        using var plain = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
            var buffer = new byte[16 << 10];
            for (int read; (read = zlib.Read(buffer)) > 0 && plain.Length <= MostBytes;)
                plain.Write(buffer, 0, read);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw Malformed("its compressed content is damaged");
        }

        return plain.Length <= MostBytes ? plain.ToArray() : throw Malformed($"it unpacks to more than {MostBytes >> 20} MB");
    }

    private static FormatException Malformed(string why) => new($"LHL3401: this is no HDR histogram in the compressed V2 encoding: {why}.");
}
