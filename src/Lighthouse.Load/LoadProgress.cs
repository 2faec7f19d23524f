using Lighthouse.Load.Recording;

namespace Lighthouse.Load;

/// <summary>How a run stands, the warm-up left out.</summary>
/// <param name="Elapsed">Since the start of the run.</param>
/// <param name="Intended">Iterations that were due so far.</param>
/// <param name="Started">Those that were started.</param>
/// <param name="Succeeded">Those that ended well.</param>
/// <param name="Failed">Those that ended badly.</param>
/// <param name="Dropped">Those that were not started for want of room.</param>
/// <param name="Late">Those that started later than allowed.</param>
/// <param name="Latency">From the intended start, so far. It goes on growing while it is read.</param>
public sealed record LoadProgress(
    TimeSpan Elapsed, long Intended, long Started, long Succeeded, long Failed, long Dropped, long Late, LatencyHistogram Latency)
{
    /// <summary>Failures among what has ended, 0 to 1; 0 while nothing has.</summary>
    public double FailedShare => Succeeded + Failed > 0 ? (double)Failed / (Succeeded + Failed) : 0;

    /// <summary>Iterations in flight.</summary>
    public long InFlight => Math.Max(0, Started - Succeeded - Failed);
}
