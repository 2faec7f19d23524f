using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lighthouse.Readiness.Tests.Runbooks;

/// <summary>Checks a value by the part of JSON Schema 2020-12 that the runbook's schema uses. A keyword that it does not know is an error, so that none goes unchecked.</summary>
internal sealed class SmallSchema(JsonElement root)
{
    private static readonly HashSet<string> Silent = ["$schema", "$defs", "title", "description", "examples"];

    /// <summary>What is wrong with the value; nothing when it fits.</summary>
    internal IReadOnlyList<string> Check(JsonElement value) => [.. Check(root, value, "$")];

    private IEnumerable<string> Check(JsonElement schema, JsonElement value, string path) =>
        schema.EnumerateObject().Where(keyword => !Silent.Contains(keyword.Name)).SelectMany(keyword => CheckKeyword(schema, keyword, value, path));

    private IEnumerable<string> CheckKeyword(JsonElement schema, JsonProperty keyword, JsonElement value, string path) => keyword.Name switch
    {
        "$ref" => Check(root.GetProperty("$defs").GetProperty(keyword.Value.GetString()!.Split('/')[^1]), value, path),
        "type" => Demand(IsOfType(value, keyword.Value.GetString()!), path, $"is no {keyword.Value}"),
        "enum" => Demand(keyword.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)), path, $"is none of {keyword.Value}"),
        "anyOf" => Demand(keyword.Value.EnumerateArray().Any(choice => !Check(choice, value, path).Any()), path, "fits no choice"),
        "pattern" => Text(value, text => Regex.IsMatch(text, keyword.Value.GetString()!), path, "does not fit its pattern"),
        "minLength" => Text(value, text => text.Length >= keyword.Value.GetInt32(), path, "is too short"),
        "maxLength" => Text(value, text => text.Length <= keyword.Value.GetInt32(), path, "is too long"),
        "exclusiveMinimum" => Demand(value.ValueKind != JsonValueKind.Number || value.GetDouble() > keyword.Value.GetDouble(), path, "is too small"),
        "minItems" => Demand(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32(), path, "has too few items"),
        "uniqueItems" => Demand(value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Select(item => item.GetRawText()).ToHashSet().Count == value.GetArrayLength(), path, "repeats an item"),
        "items" => Items(value).SelectMany((item, i) => Check(keyword.Value, item, $"{path}[{i}]")),
        "minProperties" => Demand(value.ValueKind != JsonValueKind.Object || Members(value).Count() >= keyword.Value.GetInt32(), path, "has too few keys"),
        "required" => keyword.Value.EnumerateArray().SelectMany(key => Demand(value.ValueKind != JsonValueKind.Object || value.TryGetProperty(key.GetString()!, out _), path, $"lacks {key}")),
        "properties" => Members(value).Where(member => keyword.Value.TryGetProperty(member.Name, out _))
            .SelectMany(member => Check(keyword.Value.GetProperty(member.Name), member.Value, $"{path}.{member.Name}")),
        "propertyNames" => Members(value).SelectMany(member => Check(keyword.Value, JsonSerializer.SerializeToElement(member.Name), $"{path}.{member.Name}")),
        "additionalProperties" => Members(value).Where(member => !(schema.TryGetProperty("properties", out var known) && known.TryGetProperty(member.Name, out _)))
            .SelectMany(member => keyword.Value.ValueKind == JsonValueKind.False ? [$"{path}.{member.Name} is not allowed"] : Check(keyword.Value, member.Value, $"{path}.{member.Name}")),
        _ => throw new NotSupportedException($"This checker does not know the keyword '{keyword.Name}'."),
    };

    private static IEnumerable<string> Demand(bool holds, string path, string wrong) => holds ? [] : [$"{path} {wrong}"];

    private static IEnumerable<string> Text(JsonElement value, Func<string, bool> holds, string path, string wrong) =>
        Demand(value.ValueKind != JsonValueKind.String || holds(value.GetString()!), path, wrong);

    private static IEnumerable<JsonElement> Items(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    private static IEnumerable<JsonProperty> Members(JsonElement value) => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new NotSupportedException($"This checker does not know the type '{type}'."),
    };
}
