namespace Lighthouse.Bridge.Elicitations;

/// <summary>The latest latencies, in milliseconds.</summary>
internal sealed class LatencyWindow
{
    private const int Size = 4_096;
    private readonly Lock _lock = new();
    private readonly double[] _values = new double[Size];
    private long _count;

    public void Add(double milliseconds)
    {
        lock (_lock) _values[_count++ % Size] = milliseconds;
    }

    /// <summary>The latencies in ascending order.</summary>
    public double[] Sorted()
    {
        double[] copy;
        lock (_lock) copy = _values[..(int)Math.Min(_count, Size)];
        Array.Sort(copy);
        return copy;
    }

    /// <summary>The smallest value that at least this share of the sorted values do not exceed; null when there is none.</summary>
    public static double? Percentile(double[] sorted, double share) =>
        sorted.Length == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
