namespace Lighthouse.Load.Recording;

/// <summary>A line of a histogram log.</summary>
/// <param name="Tag">Which of several series it belongs to; null for the only one. Without commas, spaces and line ends.</param>
/// <param name="Start">Its begin, counted from the log's start time.</param>
/// <param name="Length">How long it lasted.</param>
/// <param name="Histogram">What was recorded in it.</param>
public sealed record HdrInterval(string? Tag, TimeSpan Start, TimeSpan Length, LatencyHistogram Histogram);
