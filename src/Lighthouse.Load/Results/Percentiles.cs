namespace Lighthouse.Load.Results;

/// <summary>The percentiles that results name.</summary>
internal static class Percentiles
{
    public static readonly (string Name, double Percent)[] Reported = [("p50", 50), ("p90", 90), ("p95", 95), ("p99", 99), ("p99_9", 99.9), ("p99_99", 99.99)];
}
