using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Lighthouse.Load.Protocols.Http;

/// <summary>
/// One keep-alive connection for steps that are delegates: sends a prepared request and reads the answer, one after the other.
/// It connects by itself, again after the target closed. While it waits it holds no buffer.
/// </summary>
public sealed class HttpAgent(EndPoint target, HttpLimits? limits = null) : IDisposable
{
    private const int ReadAtOnce = 16 << 10;

    private HttpResponseReader _reader = new(limits ?? new HttpLimits());
    private Socket? _socket;

    /// <summary>Sends a request and reads its answer to the end.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Gives the request up and closes the connection.</param>
    /// <param name="keepBody">Whether the body is wanted. Default: it is counted and thrown away.</param>
    /// <exception cref="SocketException">The target cannot be reached, or broke the connection.</exception>
    /// <exception cref="EndOfStreamException">The target closed the connection within the answer.</exception>
    /// <exception cref="MalformedResponseException">The answer is no HTTP/1.1 response, or exceeds a limit.</exception>
    public async ValueTask<HttpAnswer> SendAsync(PreparedRequest request, CancellationToken cancellation, bool keepBody = false)
    {
        ArgumentNullException.ThrowIfNull(request);
        var whole = false;
        try
        {
            var socket = await ConnectedAsync(cancellation);
            for (var rest = request.Bytes; !rest.IsEmpty;)
                rest = rest[await socket.SendAsync(rest, SocketFlags.None, cancellation)..];
            _reader.Begin(request.IsHead);
            var body = keepBody ? new ArrayBufferWriter<byte>() : null;
            await ReadAsync(socket, body, cancellation);
            whole = _reader.KeepsAlive;
            return new HttpAnswer(_reader.Status, _reader.BodyBytes, body?.WrittenMemory ?? default);
        }
        finally
        {
            if (!whole)
                Close();
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => Close();

    private async Task ReadAsync(Socket socket, ArrayBufferWriter<byte>? body, CancellationToken cancellation)
    {
        // Waits without a buffer: most of a long poll's time there is nothing to put into one.
        await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellation);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadAtOnce);
        try
        {
            for (var kept = 0; ;)
            {
                if (kept == buffer.Length)
                    buffer = Larger(buffer);
                var received = await socket.ReceiveAsync(buffer.AsMemory(kept), SocketFlags.None, cancellation);
                if (received == 0)
                {
                    if (_reader.EndsWithConnection)
                        return;
                    throw new EndOfStreamException("LHL3209: the target closed the connection within its answer.");
                }

                var reading = _reader.Read(buffer.AsSpan(0, kept + received), out var used, body);
                kept = kept + received - used;
                if (reading == HttpReading.Malformed || (reading == HttpReading.Done && kept > 0))
                    throw new MalformedResponseException();
                if (reading == HttpReading.Done)
                    return;
                buffer.AsSpan(used, kept).CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Only a head is ever kept, and the reader bounds it.
    private static byte[] Larger(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private async ValueTask<Socket> ConnectedAsync(CancellationToken cancellation)
    {
        // What is readable before anything was asked is the end of the connection, or bytes that belong to nothing.
        if (_socket is { } open && !open.Poll(0, SelectMode.SelectRead))
            return open;
        Close();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket = socket;
        await socket.ConnectAsync(target, cancellation);
        return socket;
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
