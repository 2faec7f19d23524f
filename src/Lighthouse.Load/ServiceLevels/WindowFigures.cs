namespace Lighthouse.Load.ServiceLevels;

/// <summary>Figures of the requests that ended in a window of time.</summary>
/// <param name="Requests">How many ended.</param>
/// <param name="PerSecond">Those answered as they should be, per second of the window.</param>
/// <param name="Mean">Mean latency of all of them.</param>
/// <param name="P99">99 % took at most so long.</param>
/// <param name="InTime">Share that was answered as it should be and within the limit that was asked for, 0 to 1.</param>
/// <param name="Available">Share that was answered at all, 0 to 1.</param>
/// <param name="Failed">Share that was not answered as it should be, 0 to 1.</param>
public sealed record WindowFigures(
    int Requests, double PerSecond, TimeSpan Mean, TimeSpan P99, double InTime, double Available, double Failed);
