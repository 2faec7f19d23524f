using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>The one form of a JSON value that is signed: keys sorted by code point, no spaces, numbers as written, only <c>" \</c> and control characters escaped.</summary>
internal static class CanonicalJson
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    /// <summary>Appends the canonical form of a value; an undefined one counts as null.</summary>
    public static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: AppendObject(text, value); break;
            case JsonValueKind.Array: AppendArray(text, value); break;
            case JsonValueKind.String: AppendString(text, value.GetString()!); break;
            case JsonValueKind.Undefined: text.Append("null"); break;
            default: text.Append(value.GetRawText()); break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value)
    {
        text.Append('{');
        var first = true;
        foreach (var property in InOrder(value))
        {
            if (!first) text.Append(',');
            first = false;
            AppendString(text, property.Name);
            text.Append(':');
            Append(text, property.Value);
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonElement value)
    {
        text.Append('[');
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first) text.Append(',');
            first = false;
            Append(text, item);
        }

        text.Append(']');
    }

    /// <summary>Appends the canonical form of a string.</summary>
    public static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        if (!value.AsSpan().ContainsAny(Escaped))
        {
            text.Append(value).Append('"');
            return;
        }

        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static IEnumerable<JsonProperty> InOrder(JsonElement value)
    {
        var properties = value.EnumerateObject();
        return value.GetPropertyCount() < 2 ? properties : properties.OrderBy(p => p.Name, Comparer<string>.Create(ByCodePoint));
    }

    // UTF-16 order differs from code point order beyond the basic plane, and other languages sort by code point.
    private static int ByCodePoint(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
