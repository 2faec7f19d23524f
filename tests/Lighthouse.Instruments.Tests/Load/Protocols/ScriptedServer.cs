using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lighthouse.Instruments.Tests.Load.Protocols;

/// <summary>What is sent back.</summary>
/// <param name="Bytes">As they go over the wire.</param>
/// <param name="Close">Whether the connection is closed behind them.</param>
/// <param name="Piece">How many are sent at once.</param>
internal sealed record Reply(string Bytes, bool Close = false, int Piece = int.MaxValue)
{
    public static Reply Ok { get; } = new("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
}

/// <summary>A real server on the loopback that sends what it is told to, byte for byte.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Func<int, int, Task<Reply>> _reply;
    private readonly Task _accepting;

    /// <param name="reply">The answer by the number of the connection and of the request on it, both from 0.</param>
    public ScriptedServer(Func<int, int, Task<Reply>> reply)
    {
        _reply = reply;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        _accepting = AcceptAsync();
    }

    public ScriptedServer(Reply reply) : this((_, _) => Task.FromResult(reply)) { }

    public IPEndPoint Target => (IPEndPoint)_listener.LocalEndPoint!;

    public Uri Address => new($"http://{Target}/");

    /// <summary>How many requests came on each connection.</summary>
    public ConcurrentDictionary<int, int> Requests { get; } = new();

    /// <summary>The first line of each request.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var socket in _sockets)
            socket.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var socket = await _listener.AcceptAsync();
                socket.NoDelay = true;
                _sockets.Add(socket);
                _ = ServeAsync(socket, number);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket, int connection)
    {
        try
        {
            var buffer = new byte[8192];
            var text = "";
            for (int received; (received = await socket.ReceiveAsync(buffer)) > 0;)
            {
                text += Encoding.Latin1.GetString(buffer, 0, received);
                if (!text.EndsWith("\r\n\r\n", StringComparison.Ordinal))
                    continue;
                Lines.Enqueue(text[..text.IndexOf('\r', StringComparison.Ordinal)]);
                text = "";
                var count = Requests.AddOrUpdate(connection, 1, (_, before) => before + 1);
                var reply = await _reply(connection, count - 1);
                foreach (var piece in Encoding.Latin1.GetBytes(reply.Bytes).Chunk(Math.Min(reply.Piece, 1 << 20)))
                    await socket.SendAsync(piece);
                if (!reply.Close)
                    continue;
                socket.Shutdown(SocketShutdown.Send);
                return;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other side went away, or the test is over.
        }
    }
}
