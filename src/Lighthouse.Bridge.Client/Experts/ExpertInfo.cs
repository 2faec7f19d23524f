using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>A registered expert.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="AgentType">Its kind, in its own words.</param>
/// <param name="Capabilities">What it can be asked for.</param>
/// <param name="State"><c>available</c>, <c>busy</c>, <c>offline</c> or <c>suspended</c>.</param>
/// <param name="Overdue">Whether its heartbeat is late.</param>
/// <param name="OpenTasks">Its open work.</param>
/// <param name="MaxConcurrent">Most open work that it takes at once.</param>
/// <param name="LastHeartbeat">When it was last heard of, in unix seconds.</param>
/// <param name="Metadata">Its own; only for itself and for who reads everything.</param>
public sealed record ExpertInfo(
    string AgentId, string AgentType, IReadOnlyList<string> Capabilities, string State, bool Overdue, int OpenTasks, int MaxConcurrent,
    double LastHeartbeat, JsonElement? Metadata = null);
