using System.Security.Cryptography;

namespace Lighthouse.Bridge.Events.Sealing;

/// <summary>
/// HMAC-SHA256 with a key that is used once, by libcrypto's plain SHA-256 where it is there: .NET's own looks the algorithm up for every
/// message, which on a thread whose caches are cold costs more than the hashing.
/// </summary>
internal static class OneTimeHmac
{
    private static readonly bool HasLibCrypto = PaddedHmac.TryCreate("probe"u8) is not null;

    /// <summary>Writes 32 bytes.</summary>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, Span<byte> mac)
    {
        if (HasLibCrypto)
            PaddedHmac.Of(key).Compute(content, mac);
        else
            HMACSHA256.HashData(key, content, mac);
    }
}
