using System.Text.Json;

namespace Lighthouse.Bridge.Client;

internal sealed record RegisterRequest(string AgentId, string Role);

internal sealed record OpenSessionRequest(string AgentId, string IpAddress, string UserAgent, SessionProof Credential);

internal sealed record ValidateSessionRequest(string SessionToken, string AgentId);

internal sealed record StoreEventRequest(
    string EventType, string? AggregateId, string? AggregateType, string? AgentId, JsonElement? Data, JsonElement? Metadata);
