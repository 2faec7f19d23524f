using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Lighthouse.Targets;

/// <summary>Finds a loopback port that nobody listens on.</summary>
public static class FreePort
{
    // Below the range from which Linux takes the ports of outgoing connections: a client that reconnects to a killed
    // target could otherwise be given the target's own port and connect to itself.
    private const int First = 20000, Last = 32000;

    /// <summary>A port that could be bound a moment ago. Not reproducible on purpose: runs with one seed must not meet on one port.</summary>
    /// <exception cref="TargetException">A hundred ports in a row are taken.</exception>
    public static int Find()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);
            if (CanBind(port))
                return port;
        }

        throw new TargetException($"LH4003: no free port was found between {First} and {Last} in 100 attempts; stop what holds them.");
    }

    private static bool CanBind(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
