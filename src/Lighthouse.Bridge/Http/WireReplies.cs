using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lighthouse.Bridge.Http;

internal sealed record RawReply(string ContentType, byte[] Body);

/// <summary>No reply: the connection goes on in another protocol.</summary>
internal sealed record SwitchReply(Func<HttpContext, Task> RunAsync);

internal sealed record ErrorReply(ErrorBody Error, string Detail);

internal sealed record ErrorBody(string Code, string Message);

internal sealed record HealthReply(string Status, string Service, string? Problem)
{
    [JsonIgnore]
    public bool IsHealthy { get; init; }
}

internal sealed record StatusReply(
    string Status, string Mode, IReadOnlyDictionary<string, string> Components, int ActiveAgents, int PendingValidations, double UptimeSeconds, long LastSequence);

internal sealed record RegisteredReply(string AgentId, string Role, string Secret);

internal sealed record SessionReply(string SessionId, string SessionToken, string ExpiresAt, string AgentId);

internal sealed record SessionsReply(IReadOnlyList<SessionShown> Sessions, int Count);

internal sealed record SessionShown(
    string SessionId, string AgentId, string IpAddress, string UserAgent, double CreatedAt, double LastUsedAt, double EndsAt);

internal sealed record AgentReply(string AgentId, string Role, bool Disabled, string Status);

internal sealed record AgentsReply(IReadOnlyList<AgentReply> Agents, int Count);

internal sealed record FeaturesReply(bool ElicitationEnabled, int Percentage, bool Force);

internal sealed record BatchReply(string Status, string Message, int Count, long FirstSequence, long LastSequence);

internal sealed record ValidReply(bool Valid);

internal sealed record DoneReply(string Status, string Message);

internal sealed record EventIdReply(long TimestampNs, long Sequence, string NodeId);

internal sealed record StoredReply(EventIdReply EventId, string Status, string Message, long Sequence);

internal sealed record EventReply(
    EventIdReply EventId, string EventType, string AggregateId, string AggregateType, double Timestamp, JsonElement Data, string SourceAgent,
    string SourceComponent, long Sequence);

internal sealed record QueryReply(IReadOnlyList<EventReply> Events, int Count, string Message);

internal sealed record WaitReply(IReadOnlyList<EventReply> Events, int Count, double WaitedSeconds, string Status, long NextSequence);

internal sealed record CreatedReply(string ElicitationId, string Status, double ExpiresAt, string Message, string Nonce);

internal sealed record PendingReply(IReadOnlyList<QuestionReply> Elicitations, int Count);

internal sealed record QuestionReply(
    string Id, string FromAgent, string Message, JsonElement Schema, double CreatedAt, double ExpiresAt, string Nonce, string Signature);

internal sealed record ElicitationReply(string Status, double CreatedAt, double? ExpiresAt, double? RespondedAt, JsonElement? Data);

internal sealed record MetricsReply(PerformanceReply Performance, SecurityReply Security, ActivityReply Activity);

internal sealed record PerformanceReply(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? P50LatencyMs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? P95LatencyMs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? P99LatencyMs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? DeliveryRate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? TimeoutRate);

internal sealed record SecurityReply(long ImpersonationAttempts, long ReplayAttempts, long RateLimitViolations);

internal sealed record ActivityReply(long ActiveElicitations, long PendingElicitations);
