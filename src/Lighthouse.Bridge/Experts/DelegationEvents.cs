using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>How delegations and tasks are written as events. Each names the asker and the expert, so that both are told.</summary>
internal sealed class DelegationEvents(Journal journal)
{
    private const string Created = "_created";
    private const string Reassigned = "_reassigned";

    public Task WriteCreatedAsync(Delegation delegation)
    {
        var request = delegation.Request;
        return journal.WriteAsync(
            Prefix(request.Kind) + Created, Aggregate(request.Kind), delegation.Id, request.FromAgent, Whole(delegation, delegation.Expert),
            Times(delegation));
    }

    /// <summary>Another expert has it: the event says all that the new one must know, and the old one is told.</summary>
    public Task<StoredEvent> WriteMovedAsync(Delegation delegation, string to, ExpertLoss loss)
    {
        var request = delegation.Request;
        var data = Whole(delegation, to);
        data["previous_agent"] = delegation.Expert;
        data["reason"] = "expert_" + loss.ToString().ToLowerInvariant();
        data["participants"] = new JsonArray(request.FromAgent, delegation.Expert, to);
        return journal.WriteAsync(
            Prefix(request.Kind) + Reassigned, Aggregate(request.Kind), delegation.Id, BridgeEvents.Component, data, Times(delegation));
    }

    public Task WriteEndedAsync(Delegation delegation, DelegationEnd end, string by)
    {
        var request = delegation.Request;
        var data = Parties(delegation, delegation.Expert);
        data["status"] = NameOf(end.State);
        data["ended_at"] = BridgeClock.Seconds(end.At);
        if (request.Kind == DelegationKind.Delegation) data["tool_name"] = request.Subject;
        if (end.Error is not null) data["error"] = end.Error;
        if (end.Result is { } result) data["result"] = JsonNodes.Of(result);
        var type = Prefix(request.Kind) + "_" + NameOf(end.State);
        return journal.WriteAsync(type, Aggregate(request.Kind), delegation.Id, by, data, new() { ["ended_ms"] = end.At });
    }

    public static bool IsCreated(string type) => IsOurs(type) && type.EndsWith(Created, StringComparison.Ordinal);

    public static bool IsMoved(string type) => IsOurs(type) && type.EndsWith(Reassigned, StringComparison.Ordinal);

    public static bool IsEnded(string type) => IsOurs(type) && !IsCreated(type) && !IsMoved(type);

    /// <summary>The piece of work that an event created.</summary>
    public static Delegation ReadCreated(NewEvent e)
    {
        var data = e.Data;
        var isTask = e.AggregateType == Aggregate(DelegationKind.Task);
        var capability = data.TryGetProperty("capability", out var named) ? named.GetString() : null;
        var isRouted = e.Metadata.GetProperty("routed").GetBoolean();
        var expert = data.GetProperty("to_agent").GetString()!;
        var request = new DelegationRequest(
            isTask ? DelegationKind.Task : DelegationKind.Delegation, data.GetProperty("from_agent").GetString()!,
            new(isRouted ? null : expert, capability), data.GetProperty(isTask ? "task_description" : "tool_name").GetString()!,
            data.TryGetProperty("tool_input", out var input) ? input.Clone() : null,
            Enum.Parse<DelegationPriority>(data.GetProperty("priority").GetString()!, ignoreCase: true),
            TimeSpan.FromMilliseconds(e.Metadata.GetProperty("expires_ms").GetInt64() - e.Metadata.GetProperty("created_ms").GetInt64()),
            data.TryGetProperty("metadata", out var metadata) ? metadata.Clone() : null);
        return new(
            e.AggregateId, request, expert, e.Metadata.GetProperty("created_ms").GetInt64(), e.Metadata.GetProperty("expires_ms").GetInt64());
    }

    public static string ReadMoved(NewEvent e) => e.Data.GetProperty("to_agent").GetString()!;

    /// <summary>How an event ended a piece of work.</summary>
    public static DelegationEnd ReadEnded(NewEvent e) => new(
        Enum.Parse<DelegationState>(e.Data.GetProperty("status").GetString()!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
        e.Data.TryGetProperty("result", out var result) ? result.Clone() : null,
        e.Data.TryGetProperty("error", out var error) ? error.GetString() : null,
        e.Metadata.GetProperty("ended_ms").GetInt64());

    /// <summary>The wire's word for a state.</summary>
    public static string NameOf(DelegationState state) => state switch
    {
        DelegationState.Pending => "pending",
        DelegationState.Completed => "completed",
        DelegationState.Failed => "failed",
        _ => "timed_out",
    };

    private static bool IsOurs(string type) =>
        type.StartsWith("delegation_", StringComparison.Ordinal) || type.StartsWith("dispatch_", StringComparison.Ordinal);

    private static string Prefix(DelegationKind kind) => kind == DelegationKind.Task ? "dispatch" : "delegation";

    private static string Aggregate(DelegationKind kind) => kind == DelegationKind.Task ? "task" : "delegation";

    private static JsonObject Parties(Delegation delegation, string expert) => new()
    {
        [delegation.Request.Kind == DelegationKind.Task ? "task_id" : "delegation_id"] = delegation.Id,
        ["from_agent"] = delegation.Request.FromAgent,
        ["to_agent"] = expert,
    };

    private static JsonObject Whole(Delegation delegation, string expert)
    {
        var request = delegation.Request;
        var data = Parties(delegation, expert);
        data[request.Kind == DelegationKind.Task ? "task_description" : "tool_name"] = request.Subject;
        if (request.Input is { } input) data["tool_input"] = JsonNodes.Of(input);
        if (request.Target.Capability is { } capability) data["capability"] = capability;
        data["priority"] = request.Priority.ToString().ToLowerInvariant();
        data["created_at"] = BridgeClock.Seconds(delegation.CreatedAt);
        data["expires_at"] = BridgeClock.Seconds(delegation.ExpiresAt);
        if (request.Metadata is { } metadata) data["metadata"] = JsonNodes.Of(metadata);
        return data;
    }

    private static JsonObject Times(Delegation delegation) => new()
    {
        ["created_ms"] = delegation.CreatedAt,
        ["expires_ms"] = delegation.ExpiresAt,
        ["routed"] = delegation.Request.Target.IsRouted,
    };
}
