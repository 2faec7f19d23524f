namespace Lighthouse.Load.Endurance;

/// <summary>How a long run stands at a moment, for people who look on.</summary>
/// <param name="Elapsed">Seconds since the first start.</param>
/// <param name="Planned">Seconds that it is to take.</param>
/// <param name="Rate">Iterations that ended per second, in the last stretch.</param>
/// <param name="P50">Median latency of that stretch, ms.</param>
/// <param name="P99">99th percentile of it, ms.</param>
/// <param name="MemoryMegabytes">Resident memory of the target, MB; 0 when it cannot be seen.</param>
/// <param name="Errors">Iterations of the stretch that ended badly.</param>
public sealed record LiveReading(double Elapsed, double Planned, double Rate, double P50, double P99, double MemoryMegabytes, long Errors);
