using System.Text.Json;

namespace Lighthouse.Readiness.Results.Reading;

/// <summary>Parts of JSON that may be missing. Names are compared without regard to case: serializers differ.</summary>
internal static class JsonParts
{
    public static readonly JsonDocumentOptions Limits = new() { MaxDepth = 64 };

    public static JsonElement Part(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return default;
        if (element.TryGetProperty(name, out var exact))
            return exact;
        return element.EnumerateObject().FirstOrDefault(part => string.Equals(part.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static string? Text(this JsonElement element, string name) => element.Part(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A number from 0 on; null when there is none.</summary>
    /// <exception cref="FormatException">It is negative or too large.</exception>
    public static double? Number(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.Number } number ? Numbers.Of(number.GetDouble(), name) : null;

    /// <summary>A count; null when there is none.</summary>
    /// <exception cref="FormatException">It is no whole number from 0 on.</exception>
    public static long? Count(this JsonElement element, string name) => element.Number(name) is not { } number ? null
        : number == Math.Truncate(number) && number < 1e15 ? (long)number : throw new FormatException($"{number} in '{name}' is no count");
}
