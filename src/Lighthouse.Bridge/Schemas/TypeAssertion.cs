using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>The value has one of the named types.</summary>
internal sealed class TypeAssertion(IReadOnlyList<string> types) : IAssertion
{
    private static readonly string[] Known = ["object", "array", "string", "number", "integer", "boolean", "null"];

    public static TypeAssertion Parse(JsonElement value)
    {
        var names = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        if (names.Count == 0 || names.Any(n => n.ValueKind != JsonValueKind.String || !Known.Contains(n.GetString())))
            throw new SchemaException($"The schema keyword 'type' needs one or more of {string.Join(", ", Known)}.");
        return new([.. names.Select(n => n.GetString()!)]);
    }

    public string? Problem(JsonElement value, string place, Effort effort)
    {
        foreach (var type in types)
            if (Is(value, type)) return null;
        return $"{place} is not of type {string.Join(" or ", types)}";
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && IsWhole(value),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind == JsonValueKind.Null,
    };

    private static bool IsWhole(JsonElement value) =>
        value.TryGetInt64(out _) || (value.TryGetDouble(out var number) && double.IsFinite(number) && Math.Floor(number) == number);
}
