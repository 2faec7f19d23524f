using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Bridge.Client;

/// <summary>The proof of identity that opens a session.</summary>
/// <param name="Timestamp">Unix seconds.</param>
/// <param name="Nonce">16 to 64 hex characters, usable once.</param>
/// <param name="Signature">Lower-hex HMAC-SHA256.</param>
public sealed record SessionProof(long Timestamp, string Nonce, string Signature)
{
    /// <summary>Signs agent id, time and nonce with the agent's secret.</summary>
    public static SessionProof Create(string agentId, string secret, DateTimeOffset time, string nonce)
    {
        var timestamp = time.ToUnixTimeSeconds();
        var message = string.Create(CultureInfo.InvariantCulture, $"{agentId}\n{timestamp}\n{nonce}");
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(message));
        return new(timestamp, nonce, Convert.ToHexStringLower(signature));
    }

    /// <summary>A fresh random nonce of 32 hex characters.</summary>
    public static string FreshNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
