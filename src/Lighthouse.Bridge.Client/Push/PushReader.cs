using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>
/// Reads what is pushed. Questions and their ends are taken apart by hand: they are small, they are waited for, and a serializer would read the
/// same bytes once more.
/// </summary>
internal static class PushReader
{
    /// <summary>A push; null when the message is an answer to a command.</summary>
    /// <exception cref="JsonException">It is not as described.</exception>
    public static PushMessage? Read(JsonElement message) => Text(message, "type") switch
    {
        "event" => new PushedEvent(Member(message, "event").Deserialize<BridgeEvent>(WireJson.Options)!),
        "elicitation" => new PushedQuestion(Question(Member(message, "elicitation")), Whole(message, "sequence")),
        "elicitation_ended" => new PushedEnd(
            Text(message, "elicitation_id"), Text(message, "from_agent"), Text(message, "to_agent"), Text(message, "status"), Number(message, "ended_at"),
            Whole(message, "sequence"), Optional(message, "data")),
        _ => null,
    };

    private static PendingElicitation Question(JsonElement one) => new(
        Text(one, "id"), Text(one, "from_agent"), Text(one, "message"), Member(one, "schema"), Member(one, "created_at"), Number(one, "expires_at"),
        Text(one, "nonce"), Optional(one, "signature") is null ? "" : Text(one, "signature"));

    private static JsonElement Member(JsonElement of, string name) => Optional(of, name) ?? throw Wrong(name);

    private static JsonElement? Optional(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static string Text(JsonElement of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Wrong(name);

    private static double Number(JsonElement of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : throw Wrong(name);

    private static long Whole(JsonElement of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var whole) ? whole : throw Wrong(name);

    private static JsonException Wrong(string name) => new($"The push has no proper '{name}'.");
}
