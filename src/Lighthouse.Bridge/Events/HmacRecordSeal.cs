using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Bridge.Events;

/// <summary>Seals with HMAC-SHA256.</summary>
/// <param name="key">The secret key.</param>
public sealed class HmacRecordSeal(byte[] key) : IRecordSeal
{
    /// <summary>Seals with the UTF-8 bytes of <paramref name="key"/>.</summary>
    public HmacRecordSeal(string key) : this(Encoding.UTF8.GetBytes(key))
    {
    }

    /// <inheritdoc/>
    public void Compute(ReadOnlySpan<byte> content, Span<byte> seal) => HMACSHA256.HashData(key, content, seal);

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> seal)
    {
        Span<byte> expected = stackalloc byte[IRecordSeal.Size];
        Compute(content, expected);
        return CryptographicOperations.FixedTimeEquals(expected, seal);
    }
}
