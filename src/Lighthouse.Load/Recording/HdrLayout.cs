using System.Numerics;

namespace Lighthouse.Load.Recording;

/// <summary>Which values share a counter in an HDR histogram: linear below a first edge, then equally many counters to each doubling.</summary>
internal sealed class HdrLayout
{
    private const long MostCounters = 1 << 22;

    private readonly int _unitBits;
    private readonly int _halfBits;

    private HdrLayout(int unitBits, int halfBits, long highest)
    {
        _unitBits = unitBits;
        _halfBits = halfBits;
        Highest = highest;
    }

    /// <summary>The largest value that it is meant for.</summary>
    public long Highest { get; }

    /// <summary>How many counters there are at most; null when the numbers make no sense or too many.</summary>
    public static HdrLayout? Of(long lowest, long highest, int digits)
    {
        if (digits is < 0 or > 5 || lowest < 1 || highest < 2 * (Int128)lowest)
            return null;
        var halfBits = (int)Math.Ceiling(Math.Log2(2 * Math.Pow(10, digits))) - 1;
        var layout = new HdrLayout(BitOperations.Log2((ulong)lowest), Math.Max(halfBits, 0), highest);
        return layout._unitBits + halfBits > 61 || layout.IndexOf(highest) >= MostCounters ? null : layout;
    }

    public long Length => IndexOf(Highest) + 1;

    public long UpperEdgeOf(long index)
    {
        var half = 1L << _halfBits;
        var bucket = Math.Max(0, (index >> _halfBits) - 1);
        var step = index - bucket * half;
        return (long)Int128.Min(((Int128)(step + 1) << (int)(bucket + _unitBits)) - 1, long.MaxValue);
    }

    private long IndexOf(long value)
    {
        var units = value >> _unitBits;
        var bucket = Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)units) - (_halfBits + 1));
        return ((long)bucket << _halfBits) + (units >> bucket);
    }
}
