using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>How registrations, heartbeats, drops and suspensions are written as events.</summary>
internal sealed class ExpertEvents(Journal journal)
{
    public const string Registered = "expert_registered";
    public const string Heartbeat = "expert_heartbeat";
    public const string Offline = "expert_offline";
    public const string Suspended = "expert_suspended";
    public const string Resumed = "expert_resumed";
    private const string Aggregate = "expert";

    public Task<StoredEvent> WriteRegisteredAsync(string agentId, ExpertProfile profile, string registrationId, long at)
    {
        var data = new JsonObject
        {
            ["agent_id"] = agentId,
            ["agent_type"] = profile.AgentType,
            ["capabilities"] = new JsonArray([.. profile.Capabilities.Select(c => JsonValue.Create(c))]),
            ["max_concurrent"] = profile.MostOpen,
        };
        if (profile.Metadata is { } given) data["metadata"] = JsonNodes.Of(given);
        var metadata = new JsonObject { ["registration_id"] = registrationId, ["registered_ms"] = at };
        return journal.WriteAsync(Registered, Aggregate, agentId, agentId, data, metadata);
    }

    public Task<StoredEvent> WriteHeartbeatAsync(string agentId, long at) =>
        journal.WriteAsync(Heartbeat, Aggregate, agentId, agentId, new() { ["agent_id"] = agentId }, new() { ["heartbeat_ms"] = at });

    public Task<StoredEvent> WriteOfflineAsync(string agentId) =>
        journal.WriteAsync(Offline, Aggregate, agentId, BridgeEvents.Component, new() { ["agent_id"] = agentId, ["to_agent"] = agentId });

    public Task<StoredEvent> WriteSuspendedAsync(string agentId, bool suspended, string by, string? reason)
    {
        var data = new JsonObject { ["agent_id"] = agentId, ["to_agent"] = agentId };
        if (reason is not null) data["reason"] = reason;
        return journal.WriteAsync(suspended ? Suspended : Resumed, Aggregate, agentId, by, data);
    }

    /// <summary>The registration that an event tells of.</summary>
    public static (ExpertProfile Profile, string RegistrationId, long At) ReadRegistered(NewEvent e)
    {
        var data = e.Data;
        var profile = new ExpertProfile(
            data.GetProperty("agent_type").GetString()!, [.. data.GetProperty("capabilities").EnumerateArray().Select(c => c.GetString()!)],
            data.GetProperty("max_concurrent").GetInt32(), data.TryGetProperty("metadata", out JsonElement metadata) ? metadata.Clone() : null);
        return (profile, e.Metadata.GetProperty("registration_id").GetString()!, e.Metadata.GetProperty("registered_ms").GetInt64());
    }

    public static long ReadHeartbeat(NewEvent e) => e.Metadata.GetProperty("heartbeat_ms").GetInt64();
}
