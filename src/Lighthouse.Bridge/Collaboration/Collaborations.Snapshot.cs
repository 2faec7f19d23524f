using System.Text.Json;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Collaboration;

/// <summary>The collaborations in a snapshot: the open ones, and the ended ones that can still be asked for, with their contexts.</summary>
internal sealed partial class Collaborations : ISnapshotted
{
    public string Name => "collaborations-1";

    public void WriteState(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var open in register.Open().OrderBy(s => s.Id, StringComparer.Ordinal)) Write(json, open.View);
        foreach (var ended in register.EndedInOrder()) Write(json, ended.View);
        json.WriteEndArray();
    }

    public void ReadState(JsonElement state)
    {
        foreach (var one in state.Items())
        {
            var session = Read(one);
            if (register.Restore(session) && one.TryGetProperty("ended_ms", out var at)) Close(session, at.GetInt64());
        }
    }

    private static void Write(Utf8JsonWriter json, CollaborationView session)
    {
        json.WriteStartObject();
        json.WriteString("id", session.Id);
        json.WriteStartArray("participants");
        foreach (var participant in session.Plan.Participants) json.WriteStringValue(participant);
        json.WriteEndArray();
        json.WriteOptional("type", session.Plan.Type);
        json.WriteOptional("objective", session.Plan.Objective);
        json.WriteOptional("metadata", session.Plan.Metadata);
        json.WriteString("started_by", session.StartedBy);
        json.WriteNumber("started_ms", session.StartedAt);
        json.WriteNumber("expires_ms", session.ExpiresAt);
        if (session.EndedAt is { } endedAt) json.WriteNumber("ended_ms", endedAt);
        json.WriteNumber("version", session.Version);
        json.WriteStartArray("context");
        foreach (var entry in session.Context) Write(json, entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ContextEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("key", entry.Key);
        json.WriteOptional("value", entry.Value);
        json.WriteString("by", entry.AgentId);
        json.WriteNumber("version", entry.Version);
        json.WriteNumber("shared_ms", entry.SharedAt);
        json.WriteEndObject();
    }

    private static CollaborationSession Read(JsonElement one)
    {
        var plan = new CollaborationPlan(
            [.. one.GetProperty("participants").EnumerateArray().Select(p => p.GetString()!)], one.OptionalText("type"), one.OptionalText("objective"),
            one.Optional("metadata"));
        var session = new CollaborationSession(
            one.GetProperty("id").GetString()!, plan, one.GetProperty("started_by").GetString()!, one.GetProperty("started_ms").GetInt64(),
            one.GetProperty("expires_ms").GetInt64());
        session.Restore(one.GetProperty("context").EnumerateArray().Select(ReadEntry), one.GetProperty("version").GetInt64());
        return session;
    }

    private static ContextEntry ReadEntry(JsonElement one) => new(
        one.GetProperty("key").GetString()!, one.GetProperty("value").Clone(), one.GetProperty("by").GetString()!, one.GetProperty("version").GetInt64(),
        one.GetProperty("shared_ms").GetInt64());
}
