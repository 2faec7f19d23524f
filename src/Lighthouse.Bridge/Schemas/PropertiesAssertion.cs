using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>The properties of an object meet their schemas, and the others the schema for others.</summary>
internal sealed class PropertiesAssertion(IReadOnlyDictionary<string, JsonSchema> known, JsonSchema? others) : IAssertion
{
    public string? Problem(JsonElement value, string place, Effort effort)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        foreach (var property in value.EnumerateObject())
        {
            var schema = known.GetValueOrDefault(property.Name) ?? others;
            if (schema?.Problem(property.Value, $"{place}.{property.Name}", effort) is { } problem) return problem;
        }

        return null;
    }
}
