namespace Lighthouse.Load.Recording;

/// <summary>How many recorded times fell between the edge before and this one.</summary>
/// <param name="UpperEdge">The largest time that the bucket holds, so that no percentile is understated.</param>
/// <param name="Count">At least 1.</param>
public readonly record struct LatencyBucket(TimeSpan UpperEdge, long Count);
