using System.Buffers.Text;
using System.Text;

namespace Lighthouse.Load.Protocols.Http;

/// <summary>What the head of a response says of what follows.</summary>
internal struct HttpHead
{
    public int Status;
    public bool IsChunked;
    public long? Length;
    public bool KeepsAlive;

    /// <summary>Reads a head without its empty line; false when it is none that can be relied on.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out HttpHead head)
    {
        head = default;
        var line = Line(ref bytes);
        if (!ReadStatus(line, ref head))
            return false;
        while (!bytes.IsEmpty)
            if (!ReadField(Line(ref bytes), ref head))
                return false;

        // Two framings at once is how responses are smuggled.
        return !(head.IsChunked && head.Length is not null);
    }

    private static ReadOnlySpan<byte> Line(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n"u8);
        var line = end < 0 ? bytes : bytes[..end];
        bytes = end < 0 ? default : bytes[(end + 2)..];
        return line;
    }

    private static bool ReadStatus(ReadOnlySpan<byte> line, ref HttpHead head)
    {
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' ')
            return false;
        head.KeepsAlive = line[7] == '1';
        return (line.Length == 12 || line[12] == ' ')
            && Utf8Parser.TryParse(line.Slice(9, 3), out head.Status, out var used) && used == 3
            && head.Status >= 100
            && line.IndexOfAny((byte)'\r', (byte)'\n', (byte)0) < 0;
    }

    private static bool ReadField(ReadOnlySpan<byte> line, ref HttpHead head)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 1 || line[colon - 1] is (byte)' ' or (byte)'\t' || line[0] is (byte)' ' or (byte)'\t'
            || line.IndexOfAny((byte)'\r', (byte)'\n', (byte)0) >= 0)
            return false;
        return colon switch
        {
            10 when Ascii.EqualsIgnoreCase(line[..colon], "connection"u8) => ReadConnection(line[11..].Trim(" \t"u8), ref head),
            14 when Ascii.EqualsIgnoreCase(line[..colon], "content-length"u8) => ReadLength(line[15..].Trim(" \t"u8), ref head),
            17 when Ascii.EqualsIgnoreCase(line[..colon], "transfer-encoding"u8) => ReadEncoding(line[18..].Trim(" \t"u8), ref head),
            _ => true,
        };
    }

    private static bool ReadConnection(ReadOnlySpan<byte> value, ref HttpHead head)
    {
        foreach (var range in value.Split((byte)','))
        {
            var option = value[range].Trim(" \t"u8);
            if (Ascii.EqualsIgnoreCase(option, "close"u8))
                head.KeepsAlive = false;
            else if (Ascii.EqualsIgnoreCase(option, "keep-alive"u8))
                head.KeepsAlive = true;
        }

        return true;
    }

    private static bool ReadLength(ReadOnlySpan<byte> value, ref HttpHead head)
    {
        // Digits alone: the parser would also take a sign.
        if (value.IsEmpty || value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(value, out long length, out var used) || used != value.Length
            || (head.Length is { } before && before != length))
            return false;
        head.Length = length;
        return true;
    }

    private static bool ReadEncoding(ReadOnlySpan<byte> value, ref HttpHead head)
    {
        if (head.IsChunked || !Ascii.EqualsIgnoreCase(value, "chunked"u8))
            return false;
        head.IsChunked = true;
        return true;
    }
}
