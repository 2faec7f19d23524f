using System.Buffers.Binary;

namespace Lighthouse.Load.Protocols.WebSocket;

/// <summary>The head of a frame from the server (RFC 6455, section 5.2).</summary>
/// <param name="Kind">Its opcode.</param>
/// <param name="IsFinal">Whether it ends its message.</param>
/// <param name="HeadBytes">The length of the head.</param>
/// <param name="PayloadBytes">What follows.</param>
internal readonly record struct ServerFrame(FrameKind Kind, bool IsFinal, int HeadBytes, int PayloadBytes)
{
    private const int LongestControl = 125;

    /// <summary>Reads a head; null when more bytes are needed.</summary>
    /// <exception cref="MalformedFrameException">It breaks the protocol or exceeds the limit.</exception>
    public static ServerFrame? Read(ReadOnlySpan<byte> bytes, int mostBytes)
    {
        if (bytes.Length < 2)
            return null;
        var kind = (FrameKind)(bytes[0] & 0x0F);
        var isFinal = (bytes[0] & 0x80) != 0;
        if ((bytes[0] & 0x70) != 0)
            throw new MalformedFrameException("it sets a reserved bit, and no extension was agreed");
        if (!Enum.IsDefined(kind))
            throw new MalformedFrameException("its opcode is not defined");
        if ((bytes[1] & 0x80) != 0)
            throw new MalformedFrameException("it is masked, which only a client's frame may be");
        var (head, length) = Length(bytes);
        if (head > bytes.Length)
            return null;
        if (kind >= FrameKind.Close && (length > LongestControl || !isFinal))
            throw new MalformedFrameException("it is a control frame in pieces or of more than 125 bytes");
        return length <= mostBytes
            ? new ServerFrame(kind, isFinal, head, (int)length)
            : throw new MalformedFrameException($"it says it has {length} bytes; at most {mostBytes} are allowed");
    }

    private static (int Head, long Bytes) Length(ReadOnlySpan<byte> bytes) => (bytes[1] & 0x7F) switch
    {
        126 => bytes.Length < 4 ? (int.MaxValue, 0) : (4, Minimal(BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 126)),
        127 => bytes.Length < 10 ? (int.MaxValue, 0) : (10, Minimal(BinaryPrimitives.ReadInt64BigEndian(bytes[2..]), 1 << 16)),
        var length => (2, length),
    };

    private static long Minimal(long length, long least) =>
        length >= least ? length : throw new MalformedFrameException("its length is not written in the shortest way");
}
