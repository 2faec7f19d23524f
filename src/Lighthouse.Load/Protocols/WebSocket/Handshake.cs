using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Load.Protocols.WebSocket;

/// <summary>The opening of a WebSocket over HTTP/1.1 (RFC 6455, section 4.1).</summary>
internal static class Handshake
{
    public const int LongestAnswer = 32 << 10;

    // The constant that the protocol names.
    private const string Joined = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    public static IEnumerable<KeyValuePair<string, string>> Fields(string key) =>
    [
        new("Connection", "Upgrade"), new("Upgrade", "websocket"), new("Sec-WebSocket-Version", "13"), new("Sec-WebSocket-Key", key),
    ];

    /// <summary>Why an answer opens no WebSocket; null when it does.</summary>
    /// <param name="head">Status line and header.</param>
    /// <param name="key">What was sent.</param>
    public static string? Refusal(ReadOnlySpan<byte> head, string key)
    {
        var lines = Encoding.Latin1.GetString(head).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var status = lines.Length > 0 ? lines[0].Split(' ') : [];
        if (status is not ["HTTP/1.1", var code, ..])
            return "it answered something else than HTTP/1.1";
        if (code != "101")
            return $"it answered with status {(code.Length == 3 ? code : "?")}";
        var expected = Convert.ToBase64String(Accepted(key));
        var accepted = lines.Skip(1).Select(line => line.Split(':', 2))
            .Where(field => field.Length == 2 && field[0].Trim().Equals("Sec-WebSocket-Accept", StringComparison.OrdinalIgnoreCase))
            .Select(field => field[1].Trim()).ToList();
        return accepted is [var only] && only == expected ? null : "it did not prove that it read the key";
    }

    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "RFC 6455 asks for SHA-1 here; it proves only that this is a WebSocket server, and protects nothing.")]
    private static byte[] Accepted(string key) => SHA1.HashData(Encoding.ASCII.GetBytes(key + Joined));
}
