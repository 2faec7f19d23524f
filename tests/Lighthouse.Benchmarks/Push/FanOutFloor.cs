using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lighthouse.Benchmarks.Appending;

namespace Lighthouse.Benchmarks.Push;

/// <summary>
/// The floor of a fan-out: a plain TCP server that writes whatever the last of its connections sends to a file, flushes it as the bridge must
/// before it tells anybody, and writes it to all the others, one after the other, with nothing in between - no protocol, no chain, no rights.
/// </summary>
internal sealed class FanOutFloor : IChildRole
{
    // As much as the bridge keeps ready for itself.
    private const long PreparedBytes = 16L << 20;

    public string Name => "fan-out-floor";

    public async Task RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var count = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        using var file = new BareFile(arguments[1], PreparedBytes);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(4_096);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        var sockets = new List<Socket>();
        while (sockets.Count <= count)
        {
            var socket = await listener.AcceptSocketAsync(cancellation);
            socket.NoDelay = true;
            sockets.Add(socket);
        }

        var publisher = sockets[^1];
        sockets.RemoveAt(count);
        var buffer = new byte[64 * 1024];
        while (await publisher.ReceiveAsync(buffer, cancellation) is > 0 and var length)
        {
            file.Commit([buffer[..length]]);
            foreach (var socket in sockets) socket.Send(buffer.AsSpan(0, length));
        }
    }
}
