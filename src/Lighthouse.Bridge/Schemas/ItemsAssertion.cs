using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>Every item of an array meets a schema.</summary>
internal sealed class ItemsAssertion(JsonSchema items) : IAssertion
{
    public string? Problem(JsonElement value, string place, Effort effort)
    {
        if (value.ValueKind != JsonValueKind.Array) return null;
        var index = 0;
        foreach (var item in value.EnumerateArray())
            if (items.Problem(item, $"{place}[{index++}]", effort) is { } problem) return problem;
        return null;
    }
}
