using System.Numerics;

namespace Lighthouse.Load.Recording;

/// <summary>Log-linear edges over 100 ns ticks: exact below 2,048 ticks, then 1,024 buckets to every doubling, so that an upper edge is at most 1/1,024 above the value.</summary>
internal static class BucketScale
{
    private const int LinearBits = 11;
    private const int HalfBits = LinearBits - 1;

    public static readonly long Highest = TimeSpan.FromHours(1).Ticks;
    public static readonly int Length = IndexOf(Highest) + 1;

    public static int IndexOf(long ticks)
    {
        var shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)ticks) - LinearBits);
        return (shift << HalfBits) + (int)(ticks >> shift);
    }

    public static long UpperEdgeOf(int index)
    {
        if (index < 1 << LinearBits)
            return index;
        var shift = (index >> HalfBits) - 1;
        var step = index - (shift << HalfBits);
        return ((step + 1L) << shift) - 1;
    }
}
