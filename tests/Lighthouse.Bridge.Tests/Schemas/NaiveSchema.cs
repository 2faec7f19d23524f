using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lighthouse.Bridge.Tests.Schemas;

/// <summary>The same decisions, written a second time from the words of JSON Schema alone: on nodes, recursively, without any limit.</summary>
internal static class NaiveSchema
{
    public static bool Meets(JsonNode? schema, JsonNode? value)
    {
        if (schema is JsonValue flag) return flag.GetValue<bool>();
        foreach (var (keyword, said) in schema!.AsObject())
            if (!Meets(keyword, said, value, schema.AsObject())) return false;
        return true;
    }

    private static bool Meets(string keyword, JsonNode? said, JsonNode? value, JsonObject schema) => keyword switch
    {
        "type" => (said is JsonArray names ? names.Select(n => (string)n!) : [(string)said!]).Any(type => Is(value, type)),
        "enum" => said!.AsArray().Any(one => Same(one, value)),
        "const" => Same(said, value),
        "required" => value is not JsonObject o || said!.AsArray().All(name => o.ContainsKey((string)name!)),
        "properties" => value is not JsonObject o || said!.AsObject().All(p => !o.ContainsKey(p.Key) || Meets(p.Value, o[p.Key])),
        "additionalProperties" => value is not JsonObject o || o.Where(p => schema["properties"]?[p.Key] is null).All(p => Meets(said, p.Value)),
        "items" => value is not JsonArray a || a.All(item => Meets(said, item)),
        "uniqueItems" => value is not JsonArray a || !(bool)said! || a.Select((x, i) => a.Take(i).Any(y => Same(x, y))).All(again => !again),
        "minimum" => Number(value) is not { } n || n >= Number(said),
        "maximum" => Number(value) is not { } n || n <= Number(said),
        "exclusiveMinimum" => Number(value) is not { } n || n > Number(said),
        "exclusiveMaximum" => Number(value) is not { } n || n < Number(said),
        "minLength" => Text(value) is not { } t || new StringInfoRunes(t).Count >= (int)said!,
        "maxLength" => Text(value) is not { } t || new StringInfoRunes(t).Count <= (int)said!,
        "minItems" => value is not JsonArray a || a.Count >= (int)said!,
        "maxItems" => value is not JsonArray a || a.Count <= (int)said!,
        "minProperties" => value is not JsonObject o || o.Count >= (int)said!,
        "maxProperties" => value is not JsonObject o || o.Count <= (int)said!,
        "pattern" => Text(value) is not { } t || Regex.IsMatch(t, (string)said!, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)),
        _ => true,
    };

    private static bool Is(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Text(value) is not null,
        "boolean" => value is JsonValue b && b.TryGetValue<bool>(out _),
        "number" => Number(value) is not null,
        _ => Number(value) is { } n && decimal.Truncate(n) == n,
    };

    private static bool Same(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (null, null) => true,
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (JsonObject a, JsonObject b) => a.Count == b.Count && a.All(p => b.ContainsKey(p.Key) && Same(p.Value, b[p.Key])),
        _ when Number(left) is { } n => Number(right) == n,
        _ when Text(left) is { } t => Text(right) == t,
        (JsonValue a, JsonValue b) => a.TryGetValue<bool>(out var x) && b.TryGetValue<bool>(out var y) && x == y,
        _ => false,
    };

    private static decimal? Number(JsonNode? value) =>
        value is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.Number ? decimal.Parse(v.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    private static string? Text(JsonNode? value) => value is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    private readonly record struct StringInfoRunes(string Text)
    {
        // Code points: every char but the second half of a pair.
        public int Count => Text.Count(c => !char.IsLowSurrogate(c));
    }
}
