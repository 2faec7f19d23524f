using Lighthouse.Load.Recording;
using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Suites.Performance;

/// <summary>Hands the generator's histogram to the judge as it is: every bucket with its upper edge.</summary>
internal static class LatencyBuckets
{
    public static IEnumerable<Bucket> InMilliseconds(this LatencyHistogram histogram) =>
        histogram.Buckets.Select(bucket => new Bucket(bucket.UpperEdge.TotalMilliseconds, bucket.Count));
}
