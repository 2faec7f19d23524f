using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>How elicitations are written as events. What the wire must not show, the nonces, is in the metadata.</summary>
internal sealed class ElicitationEvents(Journal journal, Announcer announcer)
{
    private const string Aggregate = "elicitation";

    public Task WriteCreatedAsync(Elicitation elicitation, JsonElement? callersMetadata)
    {
        var question = elicitation.Question;
        var data = WrittenJson.Element(elicitation, static (json, of) =>
        {
            WriteParties(json, of);
            json.WriteString("message", of.Question.Message);
            json.WritePropertyName("schema");
            of.Question.Schema.WriteTo(json);
            json.WriteNumber("created_at", BridgeClock.Seconds(of.Question.CreatedAt));
            json.WriteNumber("expires_at", BridgeClock.Seconds(of.Question.ExpiresAt));
        });
        var metadata = WrittenJson.Element((elicitation, callersMetadata), static (json, of) =>
        {
            var asked = of.elicitation.Question;
            json.WriteNumber("created_ms", asked.CreatedAt);
            json.WriteNumber("expires_ms", asked.ExpiresAt);
            json.WriteString("target_nonce", asked.Nonce);
            json.WriteString("sender_nonce", of.elicitation.SenderNonce);
            json.WriteString("signature", asked.Signature);
            if (of.callersMetadata is not { } given) return;
            json.WritePropertyName("caller");
            given.WriteTo(json);
        });
        return StoreAsync(Event(BridgeEvents.ElicitationCreated, question.Id, question.FromAgent, data, metadata));
    }

    public Task WriteEndedAsync(Elicitation elicitation, ElicitationState state, Answer? answer, string by, long at)
    {
        var data = WrittenJson.Element((elicitation, state, answer, at), static (json, of) =>
        {
            WriteParties(json, of.elicitation);
            json.WriteString("status", of.state.ToString().ToLowerInvariant());
            json.WriteNumber("ended_at", BridgeClock.Seconds(of.at));
            if (of.answer is null) return;
            json.WriteString("response_type", of.answer.ResponseType);
            if (of.answer.Data is not { } given) return;
            json.WritePropertyName("data");
            given.WriteTo(json);
        });
        var metadata = WrittenJson.Element((at, answer), static (json, of) =>
        {
            json.WriteNumber("ended_ms", of.at);
            if (of.answer is not null) json.WriteString("nonce", of.answer.Nonce);
        });
        return StoreAsync(Event(TypeOf(state), elicitation.Question.Id, by, data, metadata) with { Claims = [Claim(elicitation)] });
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

    // Somebody waits for just this event, so it is announced before the one who caused it is answered.
    private async Task StoreAsync(NewEvent added)
    {
        await journal.WriteAsync(added);
        await announcer.AnnounceAsync();
    }

    private static NewEvent Event(string type, string id, string agent, JsonElement data, JsonElement metadata) =>
        new(type, id, Aggregate, agent, BridgeEvents.Component, data, metadata);

    private static void WriteParties(Utf8JsonWriter json, Elicitation elicitation)
    {
        json.WriteString("elicitation_id", elicitation.Question.Id);
        json.WriteString("from_agent", elicitation.Question.FromAgent);
        json.WriteString("to_agent", elicitation.ToAgent);
    }

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString()!;
}
