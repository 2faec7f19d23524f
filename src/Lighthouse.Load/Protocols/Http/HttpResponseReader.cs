using System.Buffers;
using System.Buffers.Text;

namespace Lighthouse.Load.Protocols.Http;

/// <summary>
/// Reads one response after another out of whatever pieces the network delivers. It keeps no bytes: what it does not use must be
/// offered again with more behind it, and is never more than a head.
/// </summary>
internal struct HttpResponseReader(HttpLimits limits)
{
    private const int LongestChunkLine = 4 << 10;

    private readonly HttpLimits _limits = limits;
    private HttpHead _head;
    private Part _part;
    private bool _isForHead;
    private long _left;
    private int _trailers;

    private enum Part
    {
        Head,
        Fixed,
        ChunkLine,
        Chunk,
        ChunkEnd,
        Trailers,
        UntilClosed,
    }

    public readonly int Status => _head.Status;

    /// <summary>Whether the connection can be used again after this response.</summary>
    public readonly bool KeepsAlive => _head.KeepsAlive;

    public long BodyBytes { get; private set; }

    /// <summary>Whether the end of the connection is the end of the response, and not a break in it.</summary>
    public readonly bool EndsWithConnection => _part == Part.UntilClosed;

    /// <summary>Begins the next response.</summary>
    /// <param name="isForHead">Whether the request was a HEAD, whose answer has no body whatever its head says.</param>
    public void Begin(bool isForHead)
    {
        _part = Part.Head;
        _isForHead = isForHead;
        BodyBytes = 0;
        _trailers = 0;
    }

    /// <summary>Reads on.</summary>
    /// <param name="bytes">What came, behind what was not used before.</param>
    /// <param name="used">How many of them need not be offered again.</param>
    /// <param name="body">Takes the body; null when nobody wants it.</param>
    public HttpReading Read(ReadOnlySpan<byte> bytes, out int used, IBufferWriter<byte>? body = null)
    {
        used = 0;
        HttpReading? reading;
        do
            reading = Step(bytes[used..], ref used, body);
        while (reading is null);
        return reading.Value;
    }

    private HttpReading? Step(ReadOnlySpan<byte> bytes, ref int used, IBufferWriter<byte>? body) => _part switch
    {
        Part.Head => ReadHead(bytes, ref used),
        Part.Fixed => ReadBody(bytes, ref used, body) ?? HttpReading.Done,
        Part.ChunkLine => ReadChunkLine(bytes, ref used),
        Part.Chunk => ReadChunk(bytes, ref used, body),
        Part.ChunkEnd => ReadChunkEnd(bytes, ref used),
        Part.Trailers => ReadTrailer(bytes, ref used),
        _ => ReadUntilClosed(bytes, ref used, body),
    };

    private HttpReading? ReadHead(ReadOnlySpan<byte> bytes, ref int used)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0 || end + 4 > _limits.HeadBytes)
            return bytes.Length >= _limits.HeadBytes ? HttpReading.Malformed : HttpReading.More;
        if (!HttpHead.TryRead(bytes[..end], out _head))
            return HttpReading.Malformed;
        used += end + 4;
        return AfterHead();
    }

    private HttpReading? AfterHead()
    {
        // An interim response; the one that counts follows. 101 would end HTTP on this connection.
        if (_head.Status is >= 100 and < 200)
            return _head.Status == 101 ? HttpReading.Done : null;
        if (_isForHead || _head.Status is 204 or 304 || _head.Length == 0)
            return HttpReading.Done;
        if (_head.Length > _limits.BodyBytes)
            return HttpReading.Malformed;
        _left = _head.Length ?? 0;
        _part = _head.IsChunked ? Part.ChunkLine : _head.Length is null ? Part.UntilClosed : Part.Fixed;
        if (_part == Part.UntilClosed)
            _head.KeepsAlive = false;
        return null;
    }

    private HttpReading? ReadBody(ReadOnlySpan<byte> bytes, ref int used, IBufferWriter<byte>? body)
    {
        var length = (int)Math.Min(_left, bytes.Length);
        body?.Write(bytes[..length]);
        used += length;
        _left -= length;
        BodyBytes += length;
        return _left > 0 ? HttpReading.More : null;
    }

    private HttpReading? ReadChunkLine(ReadOnlySpan<byte> bytes, ref int used)
    {
        var end = bytes.IndexOf("\r\n"u8);
        if (end < 0 || end > LongestChunkLine)
            return bytes.Length > LongestChunkLine ? HttpReading.Malformed : HttpReading.More;
        var line = bytes[..end];
        if (!Utf8Parser.TryParse(line, out long size, out var digits, 'x') || digits > 15 || size < 0
            || !(digits == end || line[digits] is (byte)';' or (byte)' ' or (byte)'\t') || line.Contains((byte)'\n'))
            return HttpReading.Malformed;
        if (size > _limits.BodyBytes - BodyBytes)
            return HttpReading.Malformed;
        used += end + 2;
        _left = size;
        _part = size == 0 ? Part.Trailers : Part.Chunk;
        return null;
    }

    private HttpReading? ReadChunk(ReadOnlySpan<byte> bytes, ref int used, IBufferWriter<byte>? body)
    {
        if (ReadBody(bytes, ref used, body) is { } more)
            return more;
        _part = Part.ChunkEnd;
        return null;
    }

    private HttpReading? ReadChunkEnd(ReadOnlySpan<byte> bytes, ref int used)
    {
        if (bytes.Length < 2)
            return HttpReading.More;
        if (!bytes.StartsWith("\r\n"u8))
            return HttpReading.Malformed;
        used += 2;
        _part = Part.ChunkLine;
        return null;
    }

    private HttpReading? ReadTrailer(ReadOnlySpan<byte> bytes, ref int used)
    {
        var end = bytes.IndexOf("\r\n"u8);
        if (_trailers + (end < 0 ? bytes.Length : end + 2) > _limits.HeadBytes)
            return HttpReading.Malformed;
        if (end < 0)
            return HttpReading.More;
        used += end + 2;
        _trailers += end + 2;
        return end == 0 ? HttpReading.Done : null;
    }

    private HttpReading? ReadUntilClosed(ReadOnlySpan<byte> bytes, ref int used, IBufferWriter<byte>? body)
    {
        body?.Write(bytes);
        used += bytes.Length;
        BodyBytes += bytes.Length;
        return BodyBytes > _limits.BodyBytes ? HttpReading.Malformed : HttpReading.More;
    }
}
