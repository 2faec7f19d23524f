using System.Security.Cryptography;

namespace Lighthouse.Bridge.Client;

/// <summary>
/// HMAC-SHA256 (RFC 2104) with a key that is used once, by plain SHA-256: .NET's own looks its algorithms up for every message, which on a
/// thread whose caches are cold takes several times as long as the hashing.
/// </summary>
internal static class OneTimeHmac
{
    private const int BlockSize = 64;
    private const int Small = 1024;

    /// <summary>Writes 32 bytes.</summary>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, Span<byte> mac)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        if (key.Length > BlockSize) SHA256.HashData(key, block);
        else key.CopyTo(block);

        Hash(block, 0x36, content, mac);
        Hash(block, 0x5C, mac[..SHA256.HashSizeInBytes], mac);
        CryptographicOperations.ZeroMemory(block);
    }

    private static void Hash(ReadOnlySpan<byte> block, byte pad, ReadOnlySpan<byte> content, Span<byte> hash)
    {
        var length = BlockSize + content.Length;
        Span<byte> padded = length <= Small ? stackalloc byte[Small] : new byte[length];
        for (var i = 0; i < BlockSize; i++) padded[i] = (byte)(block[i] ^ pad);
        content.CopyTo(padded[BlockSize..]);
        SHA256.HashData(padded[..length], hash);
        CryptographicOperations.ZeroMemory(padded[..BlockSize]);
    }
}
