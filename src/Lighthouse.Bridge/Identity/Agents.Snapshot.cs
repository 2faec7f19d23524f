using System.Text.Json;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>The agents in a snapshot.</summary>
internal sealed partial class Agents : ISnapshotted
{
    public string Name => "agents-1";

    public void WriteState(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var agent in _agents.Values.OrderBy(agent => agent.Id, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", agent.Id);
            json.WriteString("role", agent.Role.Name());
            json.WriteNumber("generation", agent.Generation);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public void ReadState(JsonElement state)
    {
        foreach (var agent in state.EnumerateArray())
        {
            var id = agent.GetProperty("id").GetString()!;
            if (Roles.Parse(agent.GetProperty("role").GetString()!) is { } role)
                _agents[id] = new Agent(id, role, agent.GetProperty("generation").GetInt32());
        }
    }
}
