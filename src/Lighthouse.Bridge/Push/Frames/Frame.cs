using System.Buffers.Binary;
using System.Text;

namespace Lighthouse.Bridge.Push.Frames;

/// <summary>
/// Builds the frames that a server sends. They are not masked, so the bytes of a message are the same for every receiver: made once, sent to all.
/// </summary>
internal static class Frame
{
    private const int Final = 0x80;
    private const int LongestControl = 125;
    private const byte TwoByteLength = 126;
    private const byte EightByteLength = 127;

    public static byte[] Text(ReadOnlySpan<byte> payload) => Of(Opcode.Text, payload);

    /// <summary>A ping that the peer's pong can be told by.</summary>
    public static byte[] Ping(int number)
    {
        Span<byte> payload = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(payload, number);
        return Of(Opcode.Ping, payload);
    }

    /// <summary>The number of a ping, from its frame.</summary>
    public static bool TryReadPing(ReadOnlySpan<byte> frame, out int number)
    {
        number = 0;
        return frame[0] == (Final | (int)Opcode.Ping) && TryReadNumber(frame[2..], out number);
    }

    /// <summary>The number of a ping, from the payload that the pong to it repeats.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> payload, out int number)
    {
        number = 0;
        return payload.Length == sizeof(int) && BinaryPrimitives.TryReadInt32BigEndian(payload, out number);
    }

    public static byte[] Pong(ReadOnlySpan<byte> payload) => Of(Opcode.Pong, payload);

    /// <summary>A closing frame with a short ASCII reason.</summary>
    public static byte[] Close(CloseCode code, string reason)
    {
        Span<byte> payload = stackalloc byte[LongestControl];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        var length = Encoding.ASCII.GetBytes(reason.AsSpan(0, Math.Min(reason.Length, LongestControl - 2)), payload[2..]);
        return Of(Opcode.Close, payload[..(2 + length)]);
    }

    private static byte[] Of(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var head = payload.Length <= LongestControl ? 2 : payload.Length <= ushort.MaxValue ? 4 : 10;
        var frame = new byte[head + payload.Length];
        frame[0] = (byte)(Final | (int)opcode);
        switch (head)
        {
            case 2:
                frame[1] = (byte)payload.Length;
                break;
            case 4:
                frame[1] = TwoByteLength;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
                break;
            default:
                frame[1] = EightByteLength;
                BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
                break;
        }

        payload.CopyTo(frame.AsSpan(head));
        return frame;
    }
}
