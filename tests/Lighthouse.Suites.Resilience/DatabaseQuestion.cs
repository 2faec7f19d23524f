using System.Net;
using System.Net.Sockets;

namespace Lighthouse.Suites.Resilience;

/// <summary>Asks a PostgreSQL server, by the first message of its protocol, whether it would encrypt: the shortest question that only a server answers.</summary>
internal static class DatabaseQuestion
{
    // Length 8, then the code of an SSLRequest, 80877103.
    private static readonly byte[] Question = [0, 0, 0, 8, 4, 210, 22, 47];

    /// <summary>Whether it answered yes or no.</summary>
    public static async Task<bool> AskAsync(IPEndPoint address, CancellationToken cancellation)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, cancellation);
        await socket.SendAsync(Question, cancellation);
        var answer = new byte[1];
        return await socket.ReceiveAsync(answer, cancellation) == 1 && answer[0] is (byte)'S' or (byte)'N';
    }
}
