namespace Lighthouse.Bridge.Client;

/// <summary>What <c>GET /health</c> said.</summary>
/// <param name="IsHealthy">Whether the bridge answered 200.</param>
/// <param name="Status">Its word, such as <c>healthy</c>, <c>starting</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Service">Name of the service.</param>
/// <param name="Problem">What is wrong; null when nothing is.</param>
public sealed record BridgeHealth(bool IsHealthy, string Status, string Service, string? Problem);
