using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>An object has the named properties.</summary>
internal sealed class RequiredAssertion(IReadOnlyList<string> names) : IAssertion
{
    public static RequiredAssertion Parse(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(n => n.ValueKind != JsonValueKind.String))
            throw new SchemaException("The schema keyword 'required' needs an array of names.");
        return new([.. value.EnumerateArray().Select(n => n.GetString()!)]);
    }

    public string? Problem(JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in names)
            if (!value.TryGetProperty(name, out _)) return $"{place}.{name} is missing";
        return null;
    }
}
