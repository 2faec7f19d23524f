using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lighthouse.Bridge.Client;

internal sealed record RegisterExpertRequest(string AgentId, string AgentType, IReadOnlyList<string> Capabilities, JsonElement? Metadata);

internal sealed record HeartbeatRequest(string AgentId, string Token);

internal sealed record SuspendRequest(string AgentId, string? Reason);

// A null target is the wire's word for "whoever": it must not be left out.
internal sealed record DelegateRequest(
    string ToolName, JsonElement ToolInput,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? TargetExpert,
    string SessionToken, JsonElement? Metadata);

internal sealed record DispatchRequest(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? TargetAgent,
    string TaskDescription, string? Priority, JsonElement? Metadata);

internal sealed record CompleteRequest(string DelegationId, string AgentId, string Token, string Status, JsonElement? Result, string? Error);

internal sealed record ExpertListReply(IReadOnlyList<ExpertInfo> Experts, int Count);

internal sealed record OpenWorkReply(IReadOnlyList<ExpertWork> Tasks, int Count);
