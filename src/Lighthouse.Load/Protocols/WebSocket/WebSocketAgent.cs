using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Load.Protocols.Http;

namespace Lighthouse.Load.Protocols.WebSocket;

/// <summary>
/// A WebSocket of one agent over a raw socket. It answers pings by itself while it receives, and holds no buffer while nothing comes.
/// One sender and one receiver at a time.
/// </summary>
public sealed class WebSocketAgent : IDisposable
{
    private readonly Socket _socket;
    private readonly int _mostBytes;
    private readonly SemaphoreSlim _sending = new(1);
    private byte[] _kept;

    private WebSocketAgent(Socket socket, byte[] kept, int mostBytes)
    {
        _socket = socket;
        _kept = kept;
        _mostBytes = mostBytes;
    }

    /// <summary>Connects and opens a WebSocket.</summary>
    /// <param name="target">Where to connect to.</param>
    /// <param name="address">What to ask for: absolute, http.</param>
    /// <param name="headers">More header fields, such as a token.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="mostBytes">The longest message that is accepted. Default 16 MB.</param>
    /// <exception cref="WebSocketRefusedException">The target answered something else.</exception>
    /// <exception cref="SocketException">The target cannot be reached, or broke the connection.</exception>
    public static async Task<WebSocketAgent> ConnectAsync(
        EndPoint target, Uri address, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellation, int mostBytes = 16 << 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostBytes, 1);
        var key = Handshake.NewKey();
        var request = PreparedRequest.Get(address, [.. Handshake.Fields(key), .. headers]);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, cancellation);
            await SendAllAsync(socket, request.Bytes, cancellation);
            var answer = await AnswerAsync(socket, cancellation);
            var head = answer.AsSpan().IndexOf("\r\n\r\n"u8);
            if (Handshake.Refusal(answer.AsSpan(0, head), key) is { } why)
                throw new WebSocketRefusedException(why);
            return new WebSocketAgent(socket, answer[(head + 4)..], mostBytes);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a text.</summary>
    public Task SendAsync(string text, CancellationToken cancellation) => SendAsync(FrameKind.Text, Encoding.UTF8.GetBytes(text), cancellation);

    /// <summary>Sends bytes.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => SendAsync(FrameKind.Binary, bytes, cancellation);

    /// <summary>Asks the target for a sign of life; <see cref="ReceiveAsync"/> takes the pong silently.</summary>
    public Task PingAsync(CancellationToken cancellation) => SendAsync(FrameKind.Ping, ReadOnlyMemory<byte>.Empty, cancellation);

    /// <summary>Says that it closes (1000); what comes until the target's own close can still be received.</summary>
    public Task CloseAsync(CancellationToken cancellation) => SendAsync(FrameKind.Close, new byte[] { 0x03, 0xE8 }, cancellation);

    /// <summary>The next message; null when the target closed in good order.</summary>
    /// <exception cref="EndOfStreamException">The connection ended without a close.</exception>
    /// <exception cref="MalformedFrameException">The target broke the protocol, or exceeded the limit.</exception>
    public async Task<WebSocketMessage?> ReceiveAsync(CancellationToken cancellation)
    {
        ArrayBufferWriter<byte>? parts = null;
        var isText = false;
        while (true)
        {
            var (frame, payload) = await FrameAsync(cancellation);
            switch (frame.Kind)
            {
                case FrameKind.Close:
                    return null;
                case FrameKind.Ping:
                    await SendAsync(FrameKind.Pong, payload, cancellation);
                    continue;
                case FrameKind.Pong:
                    continue;
            }

            if ((frame.Kind == FrameKind.Continuation) != (parts is not null))
                throw new MalformedFrameException("a fragment stands where none can be");
            if (parts is null)
                isText = frame.Kind == FrameKind.Text;
            if (parts is null && frame.IsFinal)
                return new WebSocketMessage(isText, payload);
            parts ??= new ArrayBufferWriter<byte>();
            if (payload.Length > _mostBytes - parts.WrittenCount)
                throw new MalformedFrameException($"its message is longer than {_mostBytes} bytes");
            parts.Write(payload);
            if (frame.IsFinal)
                return new WebSocketMessage(isText, parts.WrittenMemory);
        }
    }

    /// <summary>Closes the connection without a word.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task<(ServerFrame Frame, byte[] Payload)> FrameAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (ServerFrame.Read(_kept, _mostBytes) is { } frame && _kept.Length >= frame.HeadBytes + frame.PayloadBytes)
            {
                var payload = _kept[frame.HeadBytes..(frame.HeadBytes + frame.PayloadBytes)];
                _kept = _kept[(frame.HeadBytes + frame.PayloadBytes)..];
                return (frame, payload);
            }

            _kept = await MoreAsync(_socket, _kept, cancellation);
        }
    }

    private async Task SendAsync(FrameKind kind, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var frame = ClientFrame.Of(kind, payload.Span, BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)));
        await _sending.WaitAsync(cancellation);
        try
        {
            await SendAllAsync(_socket, frame, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        for (var rest = bytes; !rest.IsEmpty;)
            rest = rest[await socket.SendAsync(rest, SocketFlags.None, cancellation)..];
    }

    private static async Task<byte[]> AnswerAsync(Socket socket, CancellationToken cancellation)
    {
        byte[] answer = [];
        while (answer.AsSpan().IndexOf("\r\n\r\n"u8) < 0)
            answer = answer.Length < Handshake.LongestAnswer
                ? await MoreAsync(socket, answer, cancellation)
                : throw new WebSocketRefusedException("its answer has no end");
        return answer;
    }

    private static async Task<byte[]> MoreAsync(Socket socket, byte[] kept, CancellationToken cancellation)
    {
        await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellation);

        // As large as what is there already, so that a long message is copied a few times and not once a packet.
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(4 << 10, kept.Length));
        try
        {
            var received = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellation);
            return received > 0 ? [.. kept, .. buffer.AsSpan(0, received)] : throw new EndOfStreamException("LHL3303: the target ended the connection without closing the WebSocket.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
