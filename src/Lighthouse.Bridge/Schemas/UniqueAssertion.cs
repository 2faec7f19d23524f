using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>No two items of an array are equal.</summary>
internal sealed class UniqueAssertion : IAssertion
{
    public static UniqueAssertion? Parse(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => new(),
        JsonValueKind.False => null,
        _ => throw new SchemaException("The schema keyword 'uniqueItems' needs true or false."),
    };

    public string? Problem(JsonElement value, string place, Effort effort)
    {
        if (value.ValueKind != JsonValueKind.Array) return null;
        var items = new List<JsonElement>();
        foreach (var item in value.EnumerateArray())
        {
            foreach (var earlier in items)
            {
                if (!effort.Spend(OneOfAssertion.Cost(earlier, item))) return Effort.Problem(place);
                if (JsonElement.DeepEquals(earlier, item)) return $"{place} has equal items";
            }

            items.Add(item);
        }

        return null;
    }
}
