using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Identity;

/// <summary>Makes and checks tokens: <c>id(32 hex):agent:unixtime:HMAC-SHA256(secret, first three)</c>.</summary>
internal sealed class SessionToken(BridgeOptions options)
{
    private const int LongestToken = 32 + 1 + 64 + 1 + 20 + 1 + 64;
    private const int MostBytes = LongestToken * 3;
    private const int MacBytes = HMACSHA256.HashSizeInBytes;
    private readonly HmacRecordSeal _hmac = new(options.TokenSecret);

    public string Issue(string sessionId, string agentId, long unixSeconds)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{sessionId}:{agentId}:{unixSeconds}");
        Span<char> mac = stackalloc char[MacBytes * 2];
        Mac(signed, mac);
        return $"{signed}:{mac}";
    }

    /// <summary>The session and agent that a genuine token names; null for any other text.</summary>
    public (string SessionId, string AgentId)? Read(string token)
    {
        if (token.Length > LongestToken) return null;
        var cut = token.LastIndexOf(':');
        if (cut < 0) return null;
        Span<char> expected = stackalloc char[MacBytes * 2];
        Mac(token.AsSpan(0, cut), expected);
        if (!CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(expected), MemoryMarshal.AsBytes(token.AsSpan(cut + 1)))) return null;
        Span<Range> parts = stackalloc Range[5];
        return token.AsSpan().Split(parts, ':') == 4 ? (token[parts[0]], token[parts[1]]) : null;
    }

    private void Mac(ReadOnlySpan<char> signed, Span<char> mac)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        Span<byte> hash = stackalloc byte[MacBytes];
        _hmac.Compute(bytes[..Encoding.UTF8.GetBytes(signed, bytes)], hash);
        Convert.TryToHexStringLower(hash, mac, out _);
    }
}
