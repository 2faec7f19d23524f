using System.Security.Cryptography;

namespace Lighthouse.Bridge.Events.Sealing;

/// <summary>
/// HMAC-SHA256 of libcrypto with the key's two blocks hashed once (RFC 2104, section 4), where .NET's own hashes them for each
/// message. Exists only where libcrypto 3 is there and computes the same as .NET.
/// </summary>
internal sealed class PaddedHmac
{
    private const int BlockSize = 64;
    private readonly Sha256State _inner;
    private readonly Sha256State _outer;

    private PaddedHmac(ReadOnlySpan<byte> key)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        if (key.Length > BlockSize)
            SHA256.HashData(key, block);
        else
            key.CopyTo(block);
        _inner = Start(block, 0x36);
        _outer = Start(block, 0x5C);
        CryptographicOperations.ZeroMemory(block);
    }

    /// <summary>The inner hash behind the key's block, word by word; secret like the key.</summary>
    public ReadOnlySpan<uint> InnerWords => _inner.Words;

    /// <summary>The outer hash behind the key's block.</summary>
    public ReadOnlySpan<uint> OuterWords => _outer.Words;

    /// <summary>The hash for <paramref name="key"/>; null where it cannot be had.</summary>
    public static PaddedHmac? TryCreate(ReadOnlySpan<byte> key)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            var hmac = new PaddedHmac(key);
            return hmac.AgreesWith(key) ? hmac : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The hash where libcrypto is known to be there.</summary>
    public static PaddedHmac Of(ReadOnlySpan<byte> key) => new(key);

    public void Compute(ReadOnlySpan<byte> content, Span<byte> seal)
    {
        var state = _inner;
        LibCrypto.Add(ref state, content);
        LibCrypto.End(ref state, seal);
        state = _outer;
        LibCrypto.Add(ref state, seal[..IRecordSeal.Size]);
        LibCrypto.End(ref state, seal);
    }

    private static Sha256State Start(ReadOnlySpan<byte> block, byte pad)
    {
        Span<byte> padded = stackalloc byte[BlockSize];
        for (var i = 0; i < BlockSize; i++)
            padded[i] = (byte)(block[i] ^ pad);
        LibCrypto.Begin(out var state);
        LibCrypto.Add(ref state, padded);
        CryptographicOperations.ZeroMemory(padded);
        return state;
    }

    private bool AgreesWith(ReadOnlySpan<byte> key)
    {
        Span<byte> content = stackalloc byte[200];
        Span<byte> ours = stackalloc byte[IRecordSeal.Size];
        Span<byte> theirs = stackalloc byte[IRecordSeal.Size];
        for (var i = 0; i < content.Length; i++)
            content[i] = (byte)i;
        foreach (var length in (ReadOnlySpan<int>)[0, 55, 64, 119, 200])
        {
            Compute(content[..length], ours);
            HMACSHA256.HashData(key, content[..length], theirs);
            if (!ours.SequenceEqual(theirs))
                return false;
        }
        return true;
    }
}
