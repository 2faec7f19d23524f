namespace Lighthouse.Bridge.Diagnostics;

/// <summary>Counts of measured values by size; measuring takes no lock.</summary>
/// <param name="bounds">Upper bounds of the buckets, ascending; values above the last are counted too.</param>
internal sealed class Histogram(IReadOnlyList<double> bounds)
{
    // The sum is kept in whole parts so that adding is one atomic step.
    private const double PartsOfOne = 1e6;
    private readonly long[] _counts = new long[bounds.Count + 1];
    private long _sum;

    /// <summary>Upper bounds of requests and appends, in seconds.</summary>
    public static IReadOnlyList<double> Seconds { get; } = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

    public IReadOnlyList<double> Bounds => bounds;

    public void Measure(double value)
    {
        var at = 0;
        while (at < bounds.Count && value > bounds[at]) at++;
        Interlocked.Increment(ref _counts[at]);
        Interlocked.Add(ref _sum, (long)(value * PartsOfOne));
    }

    /// <summary>Counts of the buckets, each for itself, and the sum of all values.</summary>
    public (IReadOnlyList<long> Counts, double Sum) Take()
    {
        var counts = new long[_counts.Length];
        for (var at = 0; at < counts.Length; at++) counts[at] = Volatile.Read(ref _counts[at]);
        return (counts, Volatile.Read(ref _sum) / PartsOfOne);
    }
}
