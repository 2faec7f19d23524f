using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Sealing;

namespace Lighthouse.Bridge.Events;

/// <summary>Seals with HMAC-SHA256, by libcrypto where it is there and by .NET otherwise; the seals are the same.</summary>
public sealed class HmacRecordSeal : IRecordSeal, IManySeals
{
    private readonly byte[] _key;
    private readonly PaddedHmac? _padded;
    private readonly WideHmac? _wide;

    /// <summary>Seals with <paramref name="key"/>.</summary>
    public HmacRecordSeal(byte[] key)
    {
        _key = key;
        _padded = PaddedHmac.TryCreate(key);
        _wide = _padded is null ? null : WideHmac.TryCreate(_padded);
    }

    /// <summary>Seals with the UTF-8 bytes of <paramref name="key"/>.</summary>
    public HmacRecordSeal(string key) : this(Encoding.UTF8.GetBytes(key))
    {
    }

    /// <inheritdoc/>
    public void Compute(ReadOnlySpan<byte> content, Span<byte> seal)
    {
        if (_padded is not null)
            _padded.Compute(content, seal);
        else
            HMACSHA256.HashData(_key, content, seal);
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> seal)
    {
        Span<byte> expected = stackalloc byte[IRecordSeal.Size];
        Compute(content, expected);
        return seal.Length == IRecordSeal.Size && SealValue.Read(expected).EqualsInFixedTime(SealValue.Read(seal));
    }

    bool IManySeals.VerifyAll(ReadOnlySpan<byte> records, ReadOnlySpan<int> sizes) => _wide?.VerifyAll(records, sizes) == true;
}
