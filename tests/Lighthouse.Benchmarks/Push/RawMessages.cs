using System.Text;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Benchmarks.Push;

/// <summary>The bytes that an agent's program sends.</summary>
internal static class RawMessages
{
    /// <summary>The opening of a WebSocket.</summary>
    public static byte[] Opening(BridgeSession session) => Encoding.ASCII.GetBytes(
        $"GET /ws/{session.AgentId} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {session.Token}\r\nUser-Agent: {session.UserAgent}\r\n"
        + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    /// <summary>A request of HTTP.</summary>
    public static byte[] Request(PreparedRequest request)
    {
        var head = new StringBuilder($"{request.Method} {request.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        foreach (var header in request.Headers) head.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        if (request.Body is { } body) head.Append("Content-Type: application/json\r\nContent-Length: ").Append(body.Length).Append("\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. (request.Body ?? default).ToArray()];
    }

    /// <summary>A text frame of a client, masked with zeros: the same work for the receiver.</summary>
    public static byte[] Frame(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        byte[] head = payload.Length < 126 ? [0x81, (byte)(0x80 | payload.Length)] : [0x81, 0xFE, (byte)(payload.Length >> 8), (byte)payload.Length];
        return [.. head, 0, 0, 0, 0, .. payload];
    }
}
