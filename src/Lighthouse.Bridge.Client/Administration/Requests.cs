namespace Lighthouse.Bridge.Client;

internal sealed record RevokeSessionRequest(string SessionId);

internal sealed record AgentRequest(string AgentId);

internal sealed record FlagsRequest(bool? ElicitationEnabled, int? Percentage, bool? Force);

internal sealed record StoreBatchRequest(IReadOnlyList<StoreEventRequest> Events);

internal sealed record SessionList(IReadOnlyList<SessionSummary> Sessions);

internal sealed record AgentList(IReadOnlyList<AgentSummary> Agents);
