using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>The value equals one of the listed ones. Numbers are equal by value: 1 is 1.0.</summary>
internal sealed class OneOfAssertion(IReadOnlyList<JsonElement> allowed) : IAssertion
{
    private const int BytesOfAStep = 16;

    public string? Problem(JsonElement value, string place, Effort effort)
    {
        foreach (var one in allowed)
        {
            if (!effort.Spend(Cost(one, value))) return Effort.Problem(place);
            if (JsonElement.DeepEquals(one, value)) return null;
        }

        return $"{place} is none of the allowed values";
    }

    /// <summary>Steps that a comparison takes at most: as many as the shorter of the two has.</summary>
    public static int Cost(JsonElement one, JsonElement other) =>
        one.ValueKind != other.ValueKind ? 1 : 1 + (Math.Min(JsonMarshal.GetRawUtf8Value(one).Length, JsonMarshal.GetRawUtf8Value(other).Length) / BytesOfAStep);
}
