using System.Security.Cryptography;

namespace Lighthouse.Bridge.Identity;

/// <summary>
/// Random bytes of the system's generator, fetched for many uses at once: to ask it for each few bytes takes longer than everything else
/// that is done for a question. Each byte is given out once and wiped here.
/// </summary>
internal static class RandomReserve
{
    private const int Fetched = 4 << 10;

    [ThreadStatic]
    private static byte[]? _bytes;

    [ThreadStatic]
    private static int _left;

    /// <summary>Fills a span with fresh random bytes.</summary>
    public static void Fill(Span<byte> random)
    {
        if (random.Length > Fetched)
        {
            RandomNumberGenerator.Fill(random);
            return;
        }

        var bytes = _bytes ??= new byte[Fetched];
        if (_left < random.Length)
        {
            RandomNumberGenerator.Fill(bytes);
            _left = Fetched;
        }

        var taken = bytes.AsSpan(_left - random.Length, random.Length);
        taken.CopyTo(random);
        CryptographicOperations.ZeroMemory(taken);
        _left -= random.Length;
    }
}
