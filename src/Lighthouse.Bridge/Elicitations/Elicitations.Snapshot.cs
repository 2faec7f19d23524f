using System.Text.Json;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>The elicitations in a snapshot: the open ones, and the ended ones that can still be asked for.</summary>
internal sealed partial class Elicitations : ISnapshotted
{
    public string Name => "elicitations-1";

    public void WriteState(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var open in register.Open().OrderBy(e => e.Question.Id, StringComparer.Ordinal)) Write(json, open);
        foreach (var ended in register.EndedInOrder()) Write(json, ended);
        json.WriteEndArray();
    }

    public void ReadState(JsonElement state)
    {
        foreach (var one in state.Items())
        {
            var elicitation = Read(one);
            // Counted as shown already: the figures are of this process's own elicitations.
            elicitation.TryDeliver();
            register.Add(elicitation);
            if (!one.TryGetProperty("ended_at", out var endedAt)) continue;
            var data = one.TryGetProperty("data", out var answer) ? answer : (JsonElement?)null;
            elicitation.TryEnd(Enum.Parse<ElicitationState>(one.GetProperty("state").GetString()!), endedAt.GetInt64(), data);
            register.Ended(elicitation);
        }
    }

    private static void Write(Utf8JsonWriter json, Elicitation elicitation)
    {
        var question = elicitation.Question;
        json.WriteStartObject();
        json.WriteString("id", question.Id);
        json.WriteString("from", question.FromAgent);
        json.WriteString("to", elicitation.ToAgent);
        json.WriteString("message", question.Message);
        WriteElement(json, "schema", question.Schema.ValueKind == JsonValueKind.Undefined ? null : question.Schema);
        json.WriteNumber("created_ms", question.CreatedAt);
        json.WriteNumber("expires_ms", question.ExpiresAt);
        json.WriteString("target_nonce", question.Nonce);
        json.WriteString("sender_nonce", elicitation.SenderNonce);
        json.WriteString("signature", question.Signature);
        if (elicitation.EndedAt is { } endedAt)
        {
            json.WriteNumber("ended_at", endedAt);
            json.WriteString("state", elicitation.State.ToString());
            WriteElement(json, "data", elicitation.Data);
        }
        json.WriteEndObject();
    }

    private static Elicitation Read(JsonElement one)
    {
        string Text(string name) => one.GetProperty(name).GetString()!;
        var schema = one.TryGetProperty("schema", out var given) ? given.Clone() : default;
        var question = new PendingQuestion(
            Text("id"), Text("from"), Text("message"), schema, one.GetProperty("created_ms").GetInt64(), one.GetProperty("expires_ms").GetInt64(),
            Text("target_nonce"), Text("signature"));
        return new Elicitation(question, Text("to"), Text("sender_nonce"));
    }

    private static void WriteElement(Utf8JsonWriter json, string name, JsonElement? value)
    {
        if (value is not { } given) return;
        json.WritePropertyName(name);
        given.WriteTo(json);
    }
}
