using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>An object has the named properties.</summary>
internal sealed class RequiredAssertion(IReadOnlyList<string> names) : IAssertion
{
    private const int BytesOfAStep = 64;

    public static RequiredAssertion Parse(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(n => n.ValueKind != JsonValueKind.String))
            throw new SchemaException("The schema keyword 'required' needs an array of names.");
        return new([.. value.EnumerateArray().Select(n => n.GetString()!)]);
    }

    public string? Problem(JsonElement value, string place, Effort effort)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        var cost = 1 + (JsonMarshal.GetRawUtf8Value(value).Length / BytesOfAStep);
        foreach (var name in names)
        {
            if (!effort.Spend(cost)) return Effort.Problem(place);
            if (!value.TryGetProperty(name, out _)) return $"{place}.{name} is missing";
        }

        return null;
    }
}
