using System.Net;
using System.Net.Sockets;

namespace Lighthouse.Suites.Resilience;

/// <summary>Connections on which nothing is ever asked. They end with this object.</summary>
internal sealed class IdleConnections(Uri url) : IDisposable
{
    private const int AtOnce = 16;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(1);
    private readonly List<Socket> sockets = [];

    /// <summary>Opens some more.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(ConnectLimit);
        for (var number = 0; number < AtOnce; number++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, url.Port), bound.Token);
            }
            catch (Exception problem) when (problem is SocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                // It takes no more.
                return;
            }
        }
    }

    public void Dispose()
    {
        foreach (var socket in sockets)
            socket.Dispose();
        sockets.Clear();
    }
}
