using System.Text.Json;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>The experts in a snapshot. Their open work is counted where the work is read.</summary>
internal sealed partial class ExpertDirectory : ISnapshotted
{
    public string Name => "experts-1";

    public void WriteState(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var expert in register.All()) Write(json, expert);
        json.WriteEndArray();
    }

    public void ReadState(JsonElement state)
    {
        foreach (var expert in state.Items()) register.Restore(Read(expert));
    }

    private static void Write(Utf8JsonWriter json, Expert expert)
    {
        json.WriteStartObject();
        json.WriteString("id", expert.AgentId);
        json.WriteString("type", expert.Profile.AgentType);
        json.WriteStartArray("capabilities");
        foreach (var capability in expert.Profile.Capabilities) json.WriteStringValue(capability);
        json.WriteEndArray();
        json.WriteNumber("most_open", expert.Profile.MostOpen);
        json.WriteOptional("metadata", expert.Profile.Metadata);
        json.WriteString("registration", expert.RegistrationId);
        json.WriteNumber("registered_by", expert.RegisteredBy);
        json.WriteNumber("suspended_by", expert.SuspendedBy);
        json.WriteNumber("heard_by", expert.HeardBy);
        // A heartbeat counts when it is stored: what was only heard is in no event.
        json.WriteNumber("heartbeat_ms", expert.LastWritten);
        json.WriteBoolean("is_suspended", expert.IsSuspended);
        json.WriteBoolean("is_dropped", expert.IsDropped);
        json.WriteEndObject();
    }

    private static Expert Read(JsonElement one)
    {
        var profile = new ExpertProfile(
            one.GetProperty("type").GetString()!, [.. one.GetProperty("capabilities").EnumerateArray().Select(c => c.GetString()!)],
            one.GetProperty("most_open").GetInt32(), one.Optional("metadata"));
        var heartbeat = one.GetProperty("heartbeat_ms").GetInt64();
        return new(one.GetProperty("id").GetString()!)
        {
            Profile = profile,
            RegistrationId = one.GetProperty("registration").GetString()!,
            RegisteredBy = one.GetProperty("registered_by").GetInt64(),
            SuspendedBy = one.GetProperty("suspended_by").GetInt64(),
            HeardBy = one.GetProperty("heard_by").GetInt64(),
            LastHeartbeat = heartbeat,
            LastWritten = heartbeat,
            IsSuspended = one.GetProperty("is_suspended").GetBoolean(),
            IsDropped = one.GetProperty("is_dropped").GetBoolean(),
        };
    }
}
