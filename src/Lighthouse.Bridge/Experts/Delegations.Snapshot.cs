using System.Text.Json;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>The work in a snapshot: what is open, and what has ended and can still be asked for.</summary>
internal sealed partial class Delegations : ISnapshotted
{
    public string Name => "delegations-1";

    public void WriteState(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var open in register.Open().OrderBy(d => d.Id, StringComparer.Ordinal)) Write(json, open);
        foreach (var ended in register.EndedInOrder()) Write(json, ended);
        json.WriteEndArray();
    }

    public void ReadState(JsonElement state)
    {
        foreach (var one in state.Items())
        {
            var delegation = Read(one);
            if (!register.Restore(delegation)) continue;
            experts.Occupy(delegation.Expert);
            delegation.Reopen();
            if (one.TryGetProperty("ended_ms", out var at))
                Close(delegation, new(
                    Enum.Parse<DelegationState>(one.GetProperty("state").GetString()!), one.Optional("result"), one.OptionalText("error"), at.GetInt64()));
        }
    }

    private static void Write(Utf8JsonWriter json, Delegation delegation)
    {
        var request = delegation.Request;
        json.WriteStartObject();
        json.WriteString("id", delegation.Id);
        json.WriteString("kind", request.Kind.ToString());
        json.WriteString("from", request.FromAgent);
        json.WriteOptional("to", request.Target.AgentId);
        json.WriteOptional("capability", request.Target.Capability);
        json.WriteString("subject", request.Subject);
        json.WriteOptional("input", request.Input);
        json.WriteString("priority", request.Priority.ToString());
        json.WriteNumber("timeout_ms", (long)request.Timeout.TotalMilliseconds);
        json.WriteOptional("metadata", request.Metadata);
        json.WriteString("expert", delegation.Expert);
        json.WriteNumber("moved_by", delegation.MovedBy);
        json.WriteNumber("created_ms", delegation.CreatedAt);
        json.WriteNumber("expires_ms", delegation.ExpiresAt);
        if (delegation.End is { } end)
        {
            json.WriteNumber("ended_ms", end.At);
            json.WriteString("state", end.State.ToString());
            json.WriteOptional("result", end.Result);
            json.WriteOptional("error", end.Error);
        }
        json.WriteEndObject();
    }

    private static Delegation Read(JsonElement one)
    {
        string Text(string name) => one.GetProperty(name).GetString()!;
        var request = new DelegationRequest(
            Enum.Parse<DelegationKind>(Text("kind")), Text("from"), new(one.OptionalText("to"), one.OptionalText("capability")), Text("subject"),
            one.Optional("input"), Enum.Parse<DelegationPriority>(Text("priority")),
            TimeSpan.FromMilliseconds(one.GetProperty("timeout_ms").GetInt64()), one.Optional("metadata"));
        var delegation = new Delegation(
            Text("id"), request, Text("expert"), one.GetProperty("created_ms").GetInt64(), one.GetProperty("expires_ms").GetInt64());
        delegation.TryMoveTo(delegation.Expert, one.GetProperty("moved_by").GetInt64());
        return delegation;
    }
}
