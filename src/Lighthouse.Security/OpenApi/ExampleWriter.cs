using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lighthouse.Security.OpenApi;

/// <summary>Writes the smallest value that follows a schema: examples and defaults first, then required members only.</summary>
/// <param name="references">Where references lead.</param>
/// <param name="withOptional">Writes every member instead of the required ones.</param>
internal sealed class ExampleWriter(References references, bool withOptional = false)
{
    private const int Deepest = 20;
    private const int MostNodes = 2_000;
    private const int LongestText = 1_000;
    private const int MostItems = 20;

    private int _nodes;

    /// <summary>A JSON text.</summary>
    public string Write(JsonElement? schema) => Value(schema, 0)?.ToJsonString() ?? "null";

    /// <summary>A value for a path or query.</summary>
    public string WriteScalar(JsonElement? schema) => Value(schema, 0) switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        { } node => node.ToJsonString(),
        null => "example",
    };

    private JsonNode? Value(JsonElement? unresolved, int depth)
    {
        var schema = references.Resolve(unresolved);
        if (depth > Deepest || ++_nodes > MostNodes)
            return null;
        if (Given(schema) is { } given)
            return JsonNode.Parse(given.GetRawText());
        if (schema.Member("allOf").Items().Any())
            return All(schema, depth);
        foreach (var choice in new[] { "oneOf", "anyOf" })
        {
            if (schema.Member(choice).Items().Take(1).ToList() is [var first])
                return Value(first, depth + 1);
        }

        return OfType(schema, depth);
    }

    private static JsonElement? Given(JsonElement schema) =>
        schema.Member("example") ?? First(schema.Member("examples")) ?? schema.Member("default") ?? schema.Member("const") ?? First(schema.Member("enum"));

    private static JsonElement? First(JsonElement? list) => list.Items().Select(item => (JsonElement?)item).FirstOrDefault();

    private JsonNode? OfType(JsonElement schema, int depth) => TypeOf(schema) switch
    {
        "object" => Required(schema, depth),
        "array" => new JsonArray([.. Enumerable.Range(0, Math.Min(schema.Member("minItems")?.Count() ?? 0, MostItems)).Select(_ => Value(schema.Member("items"), depth + 1))]),
        "integer" or "number" => Number(schema),
        "boolean" => JsonValue.Create(true),
        "null" => null,
        _ => JsonValue.Create(Text(schema)),
    };

    private static string? TypeOf(JsonElement schema)
    {
        var type = schema.Member("type");
        return type?.Text()
            ?? type.Items().Select(one => one.Text()).FirstOrDefault(one => one != "null")
            ?? (schema.Member("properties") is null ? null : "object");
    }

    private JsonObject All(JsonElement schema, int depth)
    {
        var whole = Required(schema, depth);
        foreach (var part in schema.Member("allOf").Items())
        {
            if (Value(part, depth + 1) is JsonObject values)
                foreach (var (name, value) in values)
                    whole[name] = value?.DeepClone();
        }

        return whole;
    }

    private JsonObject Required(JsonElement schema, int depth)
    {
        var target = new JsonObject();
        var names = schema.Member("required").Items().Select(item => item.Text()).OfType<string>();
        if (withOptional)
            names = names.Concat(schema.Member("properties")?.Members().Select(member => member.Name) ?? []).Distinct();
        foreach (var name in names)
            target[name] = Value(schema.Member("properties")?.Member(name), depth + 1);
        return target;
    }

    private static JsonNode? Number(JsonElement schema) =>
        schema.Member("minimum") is { ValueKind: JsonValueKind.Number } least ? JsonNode.Parse(least.GetRawText())
        : JsonValue.Create(1);

    private static string Text(JsonElement schema)
    {
        var text = schema.Member("format")?.Text() switch
        {
            "date-time" => "2026-01-01T00:00:00Z",
            "date" => "2026-01-01",
            "uuid" => "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "ipv4" => "127.0.0.1",
            "uri" => "http://127.0.0.1/",
            "email" => "someone@example.org",
            _ => "example",
        };
        text = text.PadRight(Math.Min(schema.Member("minLength")?.Count() ?? 0, LongestText), 'x');
        return schema.Member("maxLength")?.Count() is { } most && most < text.Length ? text[..most] : text;
    }
}
