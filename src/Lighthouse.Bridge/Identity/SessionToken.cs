using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Configuration;

namespace Lighthouse.Bridge.Identity;

/// <summary>Makes and checks tokens: <c>id(32 hex):agent:unixtime:HMAC-SHA256(secret, first three)</c>.</summary>
internal sealed class SessionToken(BridgeOptions options)
{
    private const int LongestToken = 32 + 1 + 64 + 1 + 20 + 1 + 64;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(options.TokenSecret);

    public string Issue(string sessionId, string agentId, long unixSeconds)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{sessionId}:{agentId}:{unixSeconds}");
        return $"{signed}:{Mac(signed)}";
    }

    /// <summary>The session and agent that a genuine token names; null for any other text.</summary>
    public (string SessionId, string AgentId)? Read(string token)
    {
        if (token.Length > LongestToken) return null;
        var cut = token.LastIndexOf(':');
        if (cut < 0) return null;
        var expected = Encoding.UTF8.GetBytes(Mac(token[..cut]));
        if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(token[(cut + 1)..]))) return null;
        var parts = token.Split(':');
        return parts.Length == 4 ? (parts[0], parts[1]) : null;
    }

    private string Mac(string signed) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(signed)));
}
