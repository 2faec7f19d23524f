using System.Net;
using System.Net.Sockets;
using System.Text;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Resilience;

/// <summary>Large requests of which the last bytes never come: the bridge has to hold what it was sent. They end with this object.</summary>
internal sealed class HalfSentBatches(Uri url, BridgeSession session) : IDisposable
{
    private const int BatchBytes = 9_000_000;
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(4);
    private static readonly byte[] Refusal = Encoding.ASCII.GetBytes("HTTP/1.1 503");
    private readonly List<Socket> sockets = [];
    private volatile bool wasHeld, wasBrokenOff;

    /// <summary>Sends some more at once. One that is no longer read is left as it is.</summary>
    public async Task SendAsync(int count, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(SendLimit);
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => SendOneAsync(bound.Token)));
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Whether one of them was refused for the want of room, or broken off because there was none for the refusal either.</summary>
    public bool IsRefused()
    {
        lock (sockets)
            return wasBrokenOff || sockets.Any(WasRefused);
    }

    public void Dispose()
    {
        lock (sockets)
        {
            foreach (var socket in sockets)
                socket.Dispose();
            sockets.Clear();
        }
    }

    private async Task SendOneAsync(CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lock (sockets)
            sockets.Add(socket);
        var head = Encoding.ASCII.GetBytes(
            $"POST /event/store_batch HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {session.Token}\r\nUser-Agent: {session.UserAgent}\r\nContent-Type: application/json\r\nContent-Length: {BatchBytes}\r\n\r\n");
        var body = new byte[BatchBytes - 1];
        body.AsSpan().Fill((byte)' ');
        var isThere = false;
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, url.Port), cancellation);
            isThere = true;
            await SendAllAsync(socket, head, cancellation);
            await SendAllAsync(socket, body, cancellation);
            wasHeld = true;
        }
        catch (SocketException)
        {
            // Only where one was taken before: a target that takes none of them lacks nothing.
            wasBrokenOff |= isThere && wasHeld;
        }
        catch (Exception problem) when (problem is ObjectDisposedException or OperationCanceledException)
        {
            // Not read any more, or the pressure is over.
        }
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, cancellation)..];
    }

    private static bool WasRefused(Socket socket)
    {
        try
        {
            var answer = new byte[Refusal.Length];
            return socket.Connected && socket.Available >= answer.Length && socket.Receive(answer, SocketFlags.Peek) == answer.Length && answer.AsSpan().SequenceEqual(Refusal);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
