using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>The value equals one of the listed ones.</summary>
internal sealed class OneOfAssertion(IReadOnlyList<JsonElement> allowed) : IAssertion
{
    public string? Problem(JsonElement value, string place)
    {
        foreach (var one in allowed)
            if (JsonElement.DeepEquals(one, value)) return null;
        return $"{place} is none of the allowed values";
    }
}
