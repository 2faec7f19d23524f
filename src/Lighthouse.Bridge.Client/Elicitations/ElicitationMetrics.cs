namespace Lighthouse.Bridge.Client;

/// <summary>The bridge's own counters of elicitations since its start; null where nothing was measured.</summary>
/// <param name="Performance">Latencies and rates.</param>
/// <param name="Security">Refused attempts.</param>
/// <param name="Activity">What is under way.</param>
public sealed record ElicitationMetrics(ElicitationPerformance Performance, ElicitationSecurity Security, ElicitationActivity Activity);

/// <summary>Latency from creation to answer in milliseconds, and the shares delivered and timed out (0 to 1).</summary>
public sealed record ElicitationPerformance(double? P50LatencyMs, double? P95LatencyMs, double? P99LatencyMs, double? DeliveryRate, double? TimeoutRate);

/// <summary>Counts of refused attempts.</summary>
public sealed record ElicitationSecurity(long ImpersonationAttempts, long ReplayAttempts, long RateLimitViolations);

/// <summary>Elicitations created since the start, and those still open.</summary>
public sealed record ElicitationActivity(long ActiveElicitations, long PendingElicitations);
