using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Collaboration;

/// <summary>How collaborations are written as events. Each names all participants, so that all are told.</summary>
internal sealed class CollaborationEvents(Journal journal)
{
    public const string Started = "collaboration_started";
    public const string Shared = "collaboration_shared";
    public const string Ended = "collaboration_ended";
    private const string Aggregate = "collaboration";

    public Task WriteStartedAsync(CollaborationView session)
    {
        var data = Parties(session);
        if (session.Plan.Type is { } type) data["collaboration_type"] = type;
        if (session.Plan.Objective is { } objective) data["objective"] = objective;
        if (session.Plan.Metadata is { } given) data["metadata"] = JsonNodes.Of(given);
        data["expires_at"] = BridgeClock.Seconds(session.ExpiresAt);
        var metadata = new JsonObject { ["started_ms"] = session.StartedAt, ["expires_ms"] = session.ExpiresAt };
        return journal.WriteAsync(Started, Aggregate, session.Id, session.StartedBy, data, metadata);
    }

    public Task WriteSharedAsync(CollaborationSession session, SharedValue shared, string by, long version, long at)
    {
        var data = Parties(session.Id, session.Plan);
        data["key"] = shared.Key;
        if (shared.Value is { } value) data["value"] = JsonNodes.Of(value);
        data["version"] = version;
        return journal.WriteAsync(Shared, Aggregate, session.Id, by, data, new() { ["shared_ms"] = at });
    }

    public Task WriteEndedAsync(CollaborationSession session, string by, string reason, string? summary, long at)
    {
        var data = Parties(session.Id, session.Plan);
        data["reason"] = reason;
        if (summary is not null) data["summary"] = summary;
        return journal.WriteAsync(Ended, Aggregate, session.Id, by, data, new() { ["ended_ms"] = at });
    }

    /// <summary>The collaboration that an event started.</summary>
    public static CollaborationSession ReadStarted(NewEvent e)
    {
        var data = e.Data;
        var plan = new CollaborationPlan(
            [.. data.GetProperty("participants").EnumerateArray().Select(p => p.GetString()!)], Text(data, "collaboration_type"), Text(data, "objective"),
            data.TryGetProperty("metadata", out var metadata) ? metadata.Clone() : null);
        return new(e.AggregateId, plan, e.SourceAgent, e.Metadata.GetProperty("started_ms").GetInt64(), e.Metadata.GetProperty("expires_ms").GetInt64());
    }

    /// <summary>The change that an event tells of.</summary>
    public static (SharedValue Value, long Version, long At) ReadShared(NewEvent e) => (
        new(e.AggregateId, e.Data.GetProperty("key").GetString()!, e.Data.TryGetProperty("value", out var value) ? value : null, null),
        e.Data.GetProperty("version").GetInt64(), e.Metadata.GetProperty("shared_ms").GetInt64());

    public static long ReadEnded(NewEvent e) => e.Metadata.GetProperty("ended_ms").GetInt64();

    private static JsonObject Parties(CollaborationView session) => Parties(session.Id, session.Plan);

    private static JsonObject Parties(string id, CollaborationPlan plan) => new()
    {
        ["session_id"] = id,
        ["participants"] = new JsonArray([.. plan.Participants.Select(p => JsonValue.Create(p))]),
    };

    private static string? Text(JsonElement data, string name) => data.TryGetProperty(name, out var value) ? value.GetString() : null;
}
