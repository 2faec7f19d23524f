using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lighthouse.Bridge.Events.Sealing;

/// <summary>A word of each of 16 messages, 16 words of each message.</summary>
[InlineArray(WideSha256.BlockWords)]
internal struct WideBlock
{
    private Vector512<uint> _first;
}

/// <summary>The running hash of 16 messages.</summary>
[InlineArray(WideSha256.StateWords)]
internal struct WideState
{
    private Vector512<uint> _first;
}

/// <summary>
/// SHA-256 (FIPS 180-4, section 6.2.2) of 16 messages at once, one in each lane of a vector. The processor's own SHA instructions
/// need about twice as long for as many blocks, but can hash a single message.
/// </summary>
internal static class WideSha256
{
    public const int Lanes = 16;
    public const int BlockWords = 16;
    public const int BlockBytes = 64;
    public const int StateWords = 8;
    private const int Chunks = 4;

    // Truth tables of three operands, as the ternary instruction takes them.
    private const byte Parity = 0x96;
    private const byte Choice = 0xCA;
    private const byte Majority = 0xE8;

    private static readonly Vector512<byte> BigEndian = Vector512.Create([.. Enumerable.Range(0, BlockBytes).Select(i => (byte)(i ^ 3))]);

    public static bool IsSupported => Avx512F.IsSupported && Avx512BW.IsSupported;

    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
        0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
        0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
        0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The words of a message's block, in the place of the words of one lane; <see cref="Transpose"/> makes lanes of them.</summary>
    public static Vector512<uint> Words(ReadOnlySpan<byte> block) => Avx512BW.Shuffle(Vector512.Create(block), BigEndian).AsUInt32();

    /// <summary>Exchanges rows and columns: 16 words of each message become a word of each of 16 messages.</summary>
    public static void Transpose(ref WideBlock block)
    {
        Span<Vector512<uint>> rows = block;
        for (var step = 1; step < BlockWords; step *= 2)
        {
            var numbers = Vector512.CreateSequence(0u, 1u);
            var isUpper = ~Vector512.Equals(numbers & Vector512.Create((uint)step), Vector512<uint>.Zero);
            var low = Vector512.ConditionalSelect(isUpper, numbers + Vector512.Create((uint)(BlockWords - step)), numbers);
            var high = Vector512.ConditionalSelect(isUpper, numbers + Vector512.Create((uint)BlockWords), numbers + Vector512.Create((uint)step));
            for (var i = 0; i < BlockWords; i++)
            {
                if ((i & step) != 0)
                    continue;
                var (upper, lower) = (rows[i], rows[i + step]);
                rows[i] = Avx512F.PermuteVar16x32x2(upper, low, lower);
                rows[i + step] = Avx512F.PermuteVar16x32x2(upper, high, lower);
            }
        }
    }

    /// <summary>Takes a block of each message into the state. The words are used up.</summary>
    public static void Compress(ref WideState state, ref WideBlock words)
    {
        Span<Vector512<uint>> w = words;
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            if (chunk > 0)
                Expand(ref words);
            var k = Constants.Slice(chunk * BlockWords, BlockWords);
            for (var i = 0; i < BlockWords; i += StateWords)
            {
                Round(a, b, c, ref d, e, f, g, ref h, w[i] + Vector512.Create(k[i]));
                Round(h, a, b, ref c, d, e, f, ref g, w[i + 1] + Vector512.Create(k[i + 1]));
                Round(g, h, a, ref b, c, d, e, ref f, w[i + 2] + Vector512.Create(k[i + 2]));
                Round(f, g, h, ref a, b, c, d, ref e, w[i + 3] + Vector512.Create(k[i + 3]));
                Round(e, f, g, ref h, a, b, c, ref d, w[i + 4] + Vector512.Create(k[i + 4]));
                Round(d, e, f, ref g, h, a, b, ref c, w[i + 5] + Vector512.Create(k[i + 5]));
                Round(c, d, e, ref f, g, h, a, ref b, w[i + 6] + Vector512.Create(k[i + 6]));
                Round(b, c, d, ref e, f, g, h, ref a, w[i + 7] + Vector512.Create(k[i + 7]));
            }
        }
        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
        (state[4], state[5], state[6], state[7]) = (state[4] + e, state[5] + f, state[6] + g, state[7] + h);
    }

    private static void Expand(ref WideBlock words)
    {
        Span<Vector512<uint>> w = words;
        for (var i = 0; i < BlockWords; i++)
        {
            var (next, last) = (w[(i + 1) & 15], w[(i + 14) & 15]);
            var small0 = Avx512F.TernaryLogic(Avx512F.RotateRight(next, 7), Avx512F.RotateRight(next, 18), next >>> 3, Parity);
            var small1 = Avx512F.TernaryLogic(Avx512F.RotateRight(last, 17), Avx512F.RotateRight(last, 19), last >>> 10, Parity);
            w[i] += small0 + w[(i + 9) & 15] + small1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, ref Vector512<uint> d,
        Vector512<uint> e, Vector512<uint> f, Vector512<uint> g, ref Vector512<uint> h, Vector512<uint> word)
    {
        var big1 = Avx512F.TernaryLogic(Avx512F.RotateRight(e, 6), Avx512F.RotateRight(e, 11), Avx512F.RotateRight(e, 25), Parity);
        var first = h + word + big1 + Avx512F.TernaryLogic(e, f, g, Choice);
        var big0 = Avx512F.TernaryLogic(Avx512F.RotateRight(a, 2), Avx512F.RotateRight(a, 13), Avx512F.RotateRight(a, 22), Parity);
        d += first;
        h = first + big0 + Avx512F.TernaryLogic(a, b, c, Majority);
    }
}
