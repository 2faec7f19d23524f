using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lighthouse.Load.Endurance;

/// <summary>What somebody asks the live page's server for.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with the query if there is one.</param>
/// <param name="Host">The name by which the server was asked, without a port.</param>
internal sealed record LiveRequest(string Method, string Path, string Host)
{
    private const int MostBytes = 8 << 10;

    /// <summary>Whether it names this machine. A page from elsewhere whose name resolves to the loopback address does not.</summary>
    public bool IsMeantForThisMachine =>
        Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Reads one; null when what comes is none, or longer than it may be.</summary>
    public static async Task<LiveRequest?> ReadAsync(Socket socket, CancellationToken cancellation)
    {
        var bytes = new byte[MostBytes];
        for (var length = 0; length < MostBytes;)
        {
            var received = await socket.ReceiveAsync(bytes.AsMemory(length), cancellation);
            if (received == 0)
                return null;
            length += received;
            if (bytes.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is var end and >= 0)
                return Of(Encoding.Latin1.GetString(bytes, 0, end));
        }

        return null;
    }

    /// <summary>Reads the head of a request without its empty line.</summary>
    internal static LiveRequest? Of(string head)
    {
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [var method, var path, "HTTP/1.1" or "HTTP/1.0"])
            return null;
        const string field = "Host:";
        var hosts = lines.Skip(1).Where(line => line.StartsWith(field, StringComparison.OrdinalIgnoreCase)).ToList();
        return hosts is [var host] ? new LiveRequest(method, path, WithoutPort(host[field.Length..].Trim())) : null;
    }

    private static string WithoutPort(string host) => host.LastIndexOf(':') is var colon and >= 0 && !host.EndsWith(']') ? host[..colon] : host;
}
