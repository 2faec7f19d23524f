using System.Text.Json;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>The sessions in a snapshot.</summary>
internal sealed partial class Sessions : ISnapshotted
{
    public string Name => "sessions-2";

    public void WriteState(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("ordinals");
        foreach (var (agentId, ordinal) in register.Ordinals.OrderBy(one => one.Key, StringComparer.Ordinal)) json.WriteNumber(agentId, ordinal);
        json.WriteEndObject();
        json.WriteStartArray("sessions");
        foreach (var session in register.All.OrderBy(session => session.Id, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", session.Id);
            json.WriteString("agent", session.AgentId);
            json.WriteNumber("generation", session.Generation);
            json.WriteString("ip_address", session.Peer.Address);
            json.WriteString("user_agent", session.Peer.UserAgent);
            json.WriteNumber("created_at", session.CreatedAt);
            json.WriteNumber("used_at", session.WrittenUse);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void ReadState(JsonElement state)
    {
        foreach (var counted in state.GetProperty("ordinals").EnumerateObject()) register.Count(counted.Name, counted.Value.GetInt64());
        foreach (var one in state.GetProperty("sessions").Items())
        {
            var peer = new Peer(one.GetProperty("ip_address").GetString()!, one.GetProperty("user_agent").GetString()!);
            var session = new Session(one.GetProperty("id").GetString()!, one.GetProperty("agent").GetString()!, one.GetProperty("generation").GetInt32(), peer, one.GetProperty("created_at").GetInt64(), options.Sessions);
            session.Restore(one.GetProperty("used_at").GetInt64());
            if (clock.UnixMilliseconds < session.HardEnd) register.Restore(session);
        }
    }
}
