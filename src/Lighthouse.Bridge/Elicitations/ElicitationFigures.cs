namespace Lighthouse.Bridge.Elicitations;

/// <summary>What was measured since the process started; null where nothing was measured.</summary>
/// <param name="P50LatencyMs">Median from creation to answer.</param>
/// <param name="P95LatencyMs">95th percentile.</param>
/// <param name="P99LatencyMs">99th percentile.</param>
/// <param name="DeliveryRate">Share of the created ones that were shown to their target, 0 to 1.</param>
/// <param name="TimeoutRate">Share of the ended ones that expired, 0 to 1.</param>
/// <param name="Created">Elicitations created.</param>
/// <param name="Pending">Elicitations that wait now.</param>
public sealed record ElicitationFigures(
    double? P50LatencyMs, double? P95LatencyMs, double? P99LatencyMs, double? DeliveryRate, double? TimeoutRate, long Created, int Pending);
