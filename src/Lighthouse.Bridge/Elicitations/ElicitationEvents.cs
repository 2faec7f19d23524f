using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>How elicitations are written as events. What the wire must not show, the nonces, is in the metadata.</summary>
internal sealed class ElicitationEvents(Journal journal)
{
    private const string Aggregate = "elicitation";

    public Task WriteCreatedAsync(Elicitation elicitation, JsonElement? callersMetadata)
    {
        var question = elicitation.Question;
        var data = Parties(elicitation);
        data["message"] = question.Message;
        data["schema"] = Node(question.Schema);
        data["created_at"] = BridgeClock.Seconds(question.CreatedAt);
        data["expires_at"] = BridgeClock.Seconds(question.ExpiresAt);
        var metadata = new JsonObject
        {
            ["created_ms"] = question.CreatedAt,
            ["expires_ms"] = question.ExpiresAt,
            ["target_nonce"] = question.Nonce,
            ["sender_nonce"] = elicitation.SenderNonce,
            ["signature"] = question.Signature,
        };
        if (callersMetadata is { } given) metadata["caller"] = Node(given);
        return journal.WriteAsync(BridgeEvents.ElicitationCreated, Aggregate, question.Id, question.FromAgent, data, metadata);
    }

    public Task WriteEndedAsync(Elicitation elicitation, ElicitationState state, Answer? answer, string by, long at)
    {
        var data = Parties(elicitation);
        data["status"] = state.ToString().ToLowerInvariant();
        data["ended_at"] = BridgeClock.Seconds(at);
        if (answer is not null) data["response_type"] = answer.ResponseType;
        if (answer?.Data is { } given) data["data"] = Node(given);
        var metadata = new JsonObject { ["ended_ms"] = at };
        if (answer is not null) metadata["nonce"] = answer.Nonce;
        return journal.WriteAsync(TypeOf(state), Aggregate, elicitation.Question.Id, by, data, metadata, Claim(elicitation));
    }

    /// <summary>The elicitation that an event created.</summary>
    public static Elicitation ReadCreated(NewEvent e)
    {
        var question = new PendingQuestion(
            e.AggregateId, Text(e.Data, "from_agent"), Text(e.Data, "message"), e.Data.GetProperty("schema").Clone(),
            e.Metadata.GetProperty("created_ms").GetInt64(), e.Metadata.GetProperty("expires_ms").GetInt64(),
            Text(e.Metadata, "target_nonce"), Text(e.Metadata, "signature"));
        return new Elicitation(question, Text(e.Data, "to_agent"), Text(e.Metadata, "sender_nonce"));
    }

    /// <summary>How an event ended an elicitation.</summary>
    public static (ElicitationState State, long At, JsonElement? Data, string? Nonce) ReadEnded(NewEvent e) => (
        Enum.Parse<ElicitationState>(Text(e.Data, "status"), ignoreCase: true),
        e.Metadata.GetProperty("ended_ms").GetInt64(),
        e.Data.TryGetProperty("data", out var data) ? data.Clone() : null,
        e.Metadata.TryGetProperty("nonce", out var nonce) ? nonce.GetString() : null);

    public static bool IsEnd(string type) =>
        type is BridgeEvents.ElicitationResponded or BridgeEvents.ElicitationCancelled or BridgeEvents.ElicitationExpired;

    // Whatever ends it, and at whichever instance, does so alone. The nonces of both parties are used up by it.
    private static EventClaim Claim(Elicitation elicitation) => new("elicitation:" + elicitation.Question.Id, (elicitation.Question.ExpiresAt / 1_000) + 3_600);

    private static string TypeOf(ElicitationState state) => state switch
    {
        ElicitationState.Cancelled => BridgeEvents.ElicitationCancelled,
        ElicitationState.Expired => BridgeEvents.ElicitationExpired,
        _ => BridgeEvents.ElicitationResponded,
    };

    private static JsonObject Parties(Elicitation elicitation) => new()
    {
        ["elicitation_id"] = elicitation.Question.Id,
        ["from_agent"] = elicitation.Question.FromAgent,
        ["to_agent"] = elicitation.ToAgent,
    };

    private static JsonNode? Node(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => JsonValue.Create(value),
    };

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString()!;
}
