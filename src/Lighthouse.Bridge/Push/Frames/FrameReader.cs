using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Lighthouse.Bridge.Push.Frames;

/// <summary>Reads a client's messages: unmasks them, puts fragments together, and holds the rules of RFC 6455.</summary>
internal sealed class FrameReader(PipeReader input, int mostBytes)
{
    private ArrayBufferWriter<byte>? _fragments;

    /// <summary>The next message; null when the connection ended without a closing frame.</summary>
    /// <exception cref="FrameException">The socket is to be closed with its code.</exception>
    public async ValueTask<Incoming?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (Next(ref buffer) is { } message)
            {
                input.AdvanceTo(buffer.Start);
                return message;
            }

            if (read.IsCompleted) return null;
            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private Incoming? Next(ref ReadOnlySequence<byte> buffer)
    {
        while (FrameHead.Read(buffer) is { } head)
        {
            // Before the payload is waited for: what is too big is never kept.
            if (!head.IsControl) CheckOrder(head);
            if (buffer.Length < head.Bytes + head.Payload) return null;
            var payload = buffer.Slice(head.Bytes, head.Payload).ToArray();
            Unmask(payload, head.Mask);
            buffer = buffer.Slice(head.Bytes + head.Payload);
            if (head.IsControl) return Control(head.Opcode, payload);
            if (head.IsFinal && _fragments is null) return Text(payload);
            (_fragments ??= new()).Write(payload);
            if (!head.IsFinal) continue;
            var whole = _fragments.WrittenSpan.ToArray();
            _fragments = null;
            return Text(whole);
        }

        return null;
    }

    private void CheckOrder(FrameHead head)
    {
        if (head.Opcode == Opcode.Binary) throw new FrameException(CloseCode.UnsupportedData, "Messages are text.");
        if (head.Opcode == Opcode.Continuation != _fragments is not null) throw Broken("A fragment is out of order.");
        if (head.Payload + (_fragments?.WrittenCount ?? 0) > mostBytes) throw new FrameException(CloseCode.TooBig, $"A message has at most {mostBytes} bytes.");
    }

    private static Incoming Text(byte[] payload) =>
        Utf8.IsValid(payload) ? new(Opcode.Text, payload) : throw new FrameException(CloseCode.InvalidText, "A text must be UTF-8.");

    private static Incoming Control(Opcode opcode, byte[] payload)
    {
        if (opcode != Opcode.Close || payload.Length == 0) return new(opcode, payload);
        if (payload.Length == 1 || !IsSendable(BinaryPrimitives.ReadUInt16BigEndian(payload))) throw Broken("The closing code is none.");
        return Utf8.IsValid(payload.AsSpan(2)) ? new(opcode, payload) : throw new FrameException(CloseCode.InvalidText, "The closing reason must be UTF-8.");
    }

    /// <summary>Whether a peer may send the code: 1004 to 1006 and 1015 are kept for what no peer says.</summary>
    private static bool IsSendable(int code) => code is >= 1000 and <= 1003 or >= 1007 and <= 1014 or >= 3000 and <= 4999;

    private static void Unmask(Span<byte> payload, uint mask)
    {
        var wide = ((ulong)mask << 32) | mask;
        var words = MemoryMarshal.Cast<byte, ulong>(payload);
        for (var i = 0; i < words.Length; i++) words[i] ^= wide;
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BitConverter.TryWriteBytes(bytes, mask);
        for (var i = words.Length * sizeof(ulong); i < payload.Length; i++) payload[i] ^= bytes[i % sizeof(uint)];
    }

    private static FrameException Broken(string message) => new(CloseCode.ProtocolError, message);
}
