using System.Buffers.Binary;
using System.Text;

namespace Lighthouse.Security.Replay;

/// <summary>Frames of a WebSocket as a client sends them, RFC 6455: masked, here always with the same mask, because a recording never changes.</summary>
internal static class SocketFrame
{
    private const byte FinalText = 0x81;
    private const byte FinalClose = 0x88;
    private const byte Masked = 0x80;
    private const byte TwoByteLength = 126;
    private const int LongestShort = 125;
    private static readonly byte[] Mask = [0x11, 0x22, 0x33, 0x44];

    /// <summary>A close with status 1000: whoever sent it reads until the peer closes, and knows then that everything before it was dealt with.</summary>
    public static byte[] Close { get; } = Of(FinalClose, [0x03, 0xE8]);

    public static byte[] Text(string text) => Of(FinalText, Encoding.UTF8.GetBytes(text));

    private static byte[] Of(byte first, byte[] payload)
    {
        if (payload.Length > ushort.MaxValue)
            throw new ArgumentException($"LHS5306: a message has {payload.Length} bytes; at most {ushort.MaxValue} are allowed.", nameof(payload));
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
        byte[] head = payload.Length <= LongestShort ? [first, (byte)(Masked | payload.Length)] : [first, Masked | TwoByteLength, .. length];
        return [.. head, .. Mask, .. payload.Select((letter, index) => (byte)(letter ^ Mask[index % Mask.Length]))];
    }
}
