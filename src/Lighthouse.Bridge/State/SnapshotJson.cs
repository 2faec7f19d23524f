using System.Text.Json;

namespace Lighthouse.Bridge.State;

/// <summary>What may be missing in a state that is written down.</summary>
internal static class SnapshotJson
{
    /// <summary>Writes a value, or nothing.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, JsonElement? value)
    {
        if (value is not { } given) return;
        json.WritePropertyName(name);
        given.WriteTo(json);
    }

    /// <summary>Writes a text, or nothing.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    /// <summary>The items of an array, with a rest between them where the work is paced.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement array)
    {
        foreach (var item in array.EnumerateArray())
        {
            yield return item;
            PacedWork.Rest();
        }
    }

    /// <summary>A copy of a value that may be missing: the element itself would keep the whole snapshot alive.</summary>
    public static JsonElement? Optional(this JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.Clone() : null;

    /// <summary>A text that may be missing.</summary>
    public static string? OptionalText(this JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.GetString() : null;
}
