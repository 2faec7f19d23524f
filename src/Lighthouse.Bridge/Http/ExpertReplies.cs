using System.Text.Json;

namespace Lighthouse.Bridge.Http;

internal sealed record ExpertRegisteredReply(bool Success, string Message, string Token, string AgentId);

internal sealed record HeartbeatReply(string Status, int OpenTasks, double NextHeartbeatBefore);

internal sealed record ExpertListReply(IReadOnlyList<ExpertReply> Experts, int Count);

internal sealed record ExpertReply(
    string AgentId, string AgentType, IReadOnlyList<string> Capabilities, string State, bool Overdue, int OpenTasks, int MaxConcurrent,
    double LastHeartbeat, JsonElement? Metadata);

internal sealed record DelegatedReply(string Status, string DelegationId, string TargetExpert, string Message, string ToolName, double ExpiresAt);

internal sealed record DispatchedReply(string TaskId, string Status, string Message, string TargetAgent, double ExpiresAt);

internal sealed record OpenWorkReply(IReadOnlyList<WorkReply> Tasks, int Count);

internal sealed record WorkReply(
    string Id, string Kind, string Status, string FromAgent, string ToAgent, string? ToolName, string? TaskDescription, JsonElement? ToolInput,
    string? Capability, string Priority, double CreatedAt, double ExpiresAt, double? EndedAt, JsonElement? Result, string? Error,
    JsonElement? Metadata);
