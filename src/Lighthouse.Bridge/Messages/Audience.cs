using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Messages;

/// <summary>Who may see an event: whoever caused it, whom it addresses, who takes part, and admins; everybody when it is shared.</summary>
internal readonly record struct Audience(string Source, string? Addressee, string? OtherParty, bool IsShared)
{
    /// <summary>All who take part in what the bridge tells of; null when it names no such group.</summary>
    public IReadOnlyList<string>? Participants { get; init; }

    public static Audience Of(NewEvent e)
    {
        // Only the bridge's word makes somebody a party; an agent's own data could name anybody as the sender.
        var isOwn = e.SourceComponent == BridgeEvents.Component;
        var otherParty = isOwn ? Text(e.Data, "from_agent") : null;
        return new(e.SourceAgent, Text(e.Data, "to_agent"), otherParty, IsTrue(e.Data, "shared")) { Participants = isOwn ? Names(e.Data, "participants") : null };
    }

    public bool Includes(Caller caller) =>
        caller.ReadsAll || IsShared || caller.AgentId == Source || caller.AgentId == Addressee || caller.AgentId == OtherParty
        || Participants?.Contains(caller.AgentId, StringComparer.Ordinal) == true;

    private static string? Text(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string[]? Names(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!)]
            : null;

    private static bool IsTrue(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
