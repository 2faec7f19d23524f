using System.Text.Json;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>The agents in a snapshot.</summary>
internal sealed partial class Agents : ISnapshotted
{
    public string Name => "agents-2";

    public void WriteState(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        // The bootstrap agent comes from the configuration, whatever it was when the snapshot was made.
        foreach (var agent in _agents.Values.Where(agent => agent.Id != Admin).OrderBy(agent => agent.Id, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", agent.Id);
            json.WriteString("role", agent.Role.Name());
            json.WriteNumber("generation", agent.Generation);
            json.WriteBoolean("is_disabled", agent.IsDisabled);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public void ReadState(JsonElement state)
    {
        foreach (var agent in state.Items())
        {
            var id = agent.GetProperty("id").GetString()!;
            if (Roles.Parse(agent.GetProperty("role").GetString()!) is { } role)
                _agents[id] = new Agent(id, role, agent.GetProperty("generation").GetInt32()) { IsDisabled = agent.GetProperty("is_disabled").GetBoolean() };
        }
    }
}
