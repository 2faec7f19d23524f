using System.Buffers.Binary;

namespace Lighthouse.Load.Protocols.WebSocket;

/// <summary>A frame of a client: always masked (RFC 6455, section 5.3).</summary>
internal static class ClientFrame
{
    /// <summary>The bytes of a whole message or control frame.</summary>
    /// <param name="kind">Its opcode.</param>
    /// <param name="payload">Its content.</param>
    /// <param name="mask">The key; its bytes in the order of the wire are the big-endian ones.</param>
    public static byte[] Of(FrameKind kind, ReadOnlySpan<byte> payload, uint mask)
    {
        var extended = payload.Length switch { < 126 => 0, <= ushort.MaxValue => 2, _ => 8 };
        var frame = new byte[2 + extended + 4 + payload.Length];
        frame[0] = (byte)(0x80 | (int)kind);
        frame[1] = (byte)(0x80 | (extended switch { 0 => payload.Length, 2 => 126, _ => 127 }));
        if (extended == 2)
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        else if (extended == 8)
            BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), payload.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(2 + extended), mask);
        var key = frame.AsSpan(2 + extended, 4);
        var content = frame.AsSpan(6 + extended);
        for (var at = 0; at < payload.Length; at++)
            content[at] = (byte)(payload[at] ^ key[at & 3]);
        return frame;
    }
}
