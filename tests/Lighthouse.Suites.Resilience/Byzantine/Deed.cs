using System.Text.Json;

namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>How what somebody did is written, by whoever did it and by whoever reads it in the store: what, to which thing, by whom, and its content.</summary>
internal static class Deed
{
    /// <summary>The type of the events that the agents store themselves.</summary>
    public const string OwnEvent = "testimony";

    /// <summary>Whom the bridge's own deeds, such as the end of a question by its deadline, are by.</summary>
    public const string TheBridge = "bridge";

    // Who is registered and has a session is not what liars lie about here.
    private static readonly string[] Concerned = ["elicitation_", "delegation_", "dispatch_", "collaboration_", "expert_registered", OwnEvent];

    public static string Of(string type, string about, string by, object? content = null) => $"{type} of {about} by {by}: {content}";

    /// <summary>What a stopped bridge's files tell.</summary>
    public static IEnumerable<string> In(IEnumerable<StoredRecord> records) =>
        records.Where(record => Array.Exists(Concerned, prefix => record.EventType.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(record => Of(record.EventType, record.AggregateId, record.SourceAgent, ContentOf(record)));

    private static string ContentOf(StoredRecord record) => record.EventType switch
    {
        "elicitation_created" or "delegation_created" or "dispatch_created" => Text(record.Data, "to_agent"),
        "elicitation_responded" => Number(record.Data, "data"),
        "delegation_completed" or "dispatch_completed" => Number(record.Data, "result"),
        "collaboration_shared" => $"{Text(record.Data, "key")}={Text(record.Data, "value")}",
        OwnEvent => Text(record.Data, "key"),
        _ => "",
    };

    private static string Text(JsonElement data, string name) => data.TryGetProperty(name, out var value) ? value.ToString() : "nothing";

    private static string Number(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? Text(value, "number") : "nothing";
}
