using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Benchmarks.Push;

/// <summary>An agent's WebSocket on a raw socket, for thousands of them in one process.</summary>
internal sealed class AgentSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _bytes = new byte[1_024];
    private int _length;

    private AgentSocket()
    {
    }

    /// <summary>Opens the socket and hands each text message to <paramref name="heard"/>.</summary>
    public static async Task<AgentSocket> OpenAsync(int port, BridgeSession session, Action<JsonElement> heard, CancellationToken cancellation)
    {
        var opened = new AgentSocket();
        await opened._socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        await opened._socket.SendAsync(RawMessages.Opening(session), cancellation);
        int head;
        do await opened.ReceiveAsync(cancellation);
        while ((head = opened._bytes.AsSpan(0, opened._length).IndexOf("\r\n\r\n"u8)) < 0);
        if (!opened._bytes.AsSpan().StartsWith("HTTP/1.1 101"u8)) throw new InvalidOperationException(Encoding.ASCII.GetString(opened._bytes, 0, head));
        opened.Consume(head + 4);
        _ = opened.ListenAsync(heard);
        return opened;
    }

    public void Dispose() => _socket.Dispose();

    private async Task ListenAsync(Action<JsonElement> heard)
    {
        try
        {
            while (true)
            {
                while (Next() is var (first, start, length))
                {
                    if (first == 0x81) heard(JsonElement.Parse(_bytes.AsSpan(start, length)));
                    Consume(start + length);
                }

                await ReceiveAsync(CancellationToken.None);
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException or EndOfStreamException)
        {
            // Closed.
        }
    }

    private (int First, int Start, int Length)? Next()
    {
        if (_length < 2) return null;
        var (start, length) = _bytes[1] == 126 ? (4, _length < 4 ? int.MaxValue : (_bytes[2] << 8) | _bytes[3]) : (2, _bytes[1]);
        return _length - start >= length ? (_bytes[0], start, length) : null;
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        if (_length == _bytes.Length) Array.Resize(ref _bytes, 2 * _length);
        var received = await _socket.ReceiveAsync(_bytes.AsMemory(_length), cancellation);
        if (received == 0) throw new EndOfStreamException();
        _length += received;
    }

    private void Consume(int count)
    {
        _bytes.AsSpan(count, _length - count).CopyTo(_bytes);
        _length -= count;
    }
}
