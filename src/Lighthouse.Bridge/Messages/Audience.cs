using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Messages;

/// <summary>Who may see an event: whoever caused it, whom it addresses, and admins; everybody when it is shared.</summary>
internal readonly record struct Audience(string Source, string? Addressee, string? OtherParty, bool IsShared)
{
    public static Audience Of(NewEvent e)
    {
        // Only the bridge's word makes somebody a party; an agent's own data could name anybody as the sender.
        var otherParty = e.SourceComponent == BridgeEvents.Component ? Text(e.Data, "from_agent") : null;
        return new(e.SourceAgent, Text(e.Data, "to_agent"), otherParty, IsTrue(e.Data, "shared"));
    }

    public bool Includes(Caller caller) =>
        caller.ReadsAll || IsShared || caller.AgentId == Source || caller.AgentId == Addressee || caller.AgentId == OtherParty;

    private static string? Text(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static bool IsTrue(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
