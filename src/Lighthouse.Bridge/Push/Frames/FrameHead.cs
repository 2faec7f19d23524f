using System.Buffers;
using System.Buffers.Binary;

namespace Lighthouse.Bridge.Push.Frames;

/// <summary>The head of a frame that a client sent.</summary>
/// <param name="IsFinal">Whether the message ends with it.</param>
/// <param name="Opcode">What it is.</param>
/// <param name="Mask">What its payload is masked with, in the order of the bytes.</param>
/// <param name="Bytes">Length of the head itself.</param>
/// <param name="Payload">Length of the payload.</param>
internal readonly record struct FrameHead(bool IsFinal, Opcode Opcode, uint Mask, int Bytes, long Payload)
{
    private const int Longest = 14;
    private const int MaskBytes = 4;
    private const long LongestControl = 125;

    public bool IsControl => Opcode >= Opcode.Close;

    /// <summary>The head at the beginning; null when more bytes are needed to tell.</summary>
    /// <exception cref="FrameException">1002: no client may send it.</exception>
    public static FrameHead? Read(in ReadOnlySequence<byte> input)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        var available = (int)Math.Min(input.Length, Longest);
        if (available < 2) return null;
        input.Slice(0, available).CopyTo(bytes);
        if ((bytes[0] & 0x70) != 0) throw Broken("A reserved bit is set.");
        if ((bytes[1] & 0x80) == 0) throw Broken("A client's frame must be masked.");
        var opcode = (Opcode)(bytes[0] & 0x0F);
        if (!Enum.IsDefined(opcode)) throw Broken("The opcode is unknown.");
        var lengthBytes = (bytes[1] & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 };
        var head = 2 + lengthBytes + MaskBytes;
        if (available < head) return null;
        var payload = lengthBytes switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            8 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => bytes[1] & 0x7F,
        };
        if (payload < 0 || (lengthBytes == 2 && payload < 126) || (lengthBytes == 8 && payload <= ushort.MaxValue)) throw Broken("The length is not written in the shortest form.");
        var read = new FrameHead((bytes[0] & 0x80) != 0, opcode, BitConverter.ToUInt32(bytes[(head - MaskBytes)..head]), head, payload);
        return read is { IsControl: true } and ({ IsFinal: false } or { Payload: > LongestControl }) ? throw Broken("A control frame is short and whole.") : read;
    }

    private static FrameException Broken(string message) => new(CloseCode.ProtocolError, message);
}
