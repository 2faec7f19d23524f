using System.Net.Sockets;
using Lighthouse.Bridge.Push.Frames;
using Microsoft.AspNetCore.Connections.Features;

namespace Lighthouse.Bridge.Push;

/// <summary>
/// The way of frames to one peer: at first through the server's stream, which passes them on at a time of its own; then straight to the system's
/// socket. Nothing may overtake what the stream still holds, so the way is changed only when the peer has shown that it has all of that: by its
/// first frame while the stream was given none, for nobody speaks before reading the answer to the opening; or by its pong to a ping that was
/// the last that the stream was given. One at a time writes; what the peer says may be heard meanwhile.
/// </summary>
internal sealed class SocketOutput
{
    private const int Untouched = 0;
    private const int Direct = 1;
    private const int Given = 2;
    private const int FirstPing = 3;
    private readonly Stream _stream;
    private readonly Socket? _socket;

    // One of the above, or the number of the ping that was given last.
    private int _state;
    private int _pings = FirstPing;

    /// <param name="stream">The server's stream.</param>
    /// <param name="socket">Where its bytes end up as they are; null when there is no such thing, and the stream stays the way.</param>
    public SocketOutput(Stream stream, Socket? socket)
    {
        (_stream, _socket) = (stream, socket);
        if (socket is null) _state = Given;
        // A full socket is to say so. The server never sends and never receives in a way that could block.
        else socket.Blocking = false;
    }

    /// <summary>The socket to which a request's bytes go, unless something stands between, as encryption does.</summary>
    public static Socket? Below(HttpContext http) =>
        http.Features.Get<ITlsHandshakeFeature>() is null ? http.Features.Get<IConnectionSocketFeature>()?.Socket : null;

    /// <summary>Whether the stream is out of the way.</summary>
    public bool IsDirect => Volatile.Read(ref _state) == Direct;

    /// <summary>See <see cref="PushSocket.Look"/>.</summary>
    public int Look() => _state + (_socket is { Blocking: true } ? 1 : 0);

    /// <summary>The next ping.</summary>
    public byte[] NextPing() => Frame.Ping(Interlocked.Increment(ref _pings));

    /// <summary>Sends a frame; completes at once when the system takes it at once.</summary>
    /// <exception cref="SocketException">The peer is gone.</exception>
    public ValueTask WriteAsync(byte[] frame, CancellationToken cancellation) =>
        IsDirect || !TryGive(frame) ? SendAsync(frame, cancellation) : _stream.WriteAsync(frame, cancellation);

    /// <summary>Takes notice of what the peer sent.</summary>
    public void Heard(Incoming message)
    {
        if (IsDirect || _socket is null) return;
        var proves = message.Kind == Opcode.Pong && Frame.TryReadNumber(message.Payload, out var ping) && ping > FirstPing ? ping : Untouched;
        Interlocked.CompareExchange(ref _state, Direct, proves);
    }

    // False when the stream has just come out of the way.
    private bool TryGive(byte[] frame)
    {
        var seen = Volatile.Read(ref _state);
        var next = _socket is not null && Frame.TryReadPing(frame, out var ping) ? ping : Given;
        return seen != Direct && Interlocked.CompareExchange(ref _state, next, seen) == seen;
    }

    private ValueTask SendAsync(byte[] frame, CancellationToken cancellation)
    {
        var sent = _socket!.Send(frame, SocketFlags.None, out var error);
        if (sent == frame.Length) return default;
        return error is SocketError.Success or SocketError.WouldBlock
            ? SendRestAsync(frame.AsMemory(Math.Max(0, sent)), cancellation)
            : ValueTask.FromException(new SocketException((int)error));
    }

    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellation)
    {
        while (!rest.IsEmpty) rest = rest[await _socket!.SendAsync(rest, SocketFlags.None, cancellation)..];
    }
}
