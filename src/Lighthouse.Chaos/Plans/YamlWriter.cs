using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Plans;

/// <summary>Writes values as YAML: one line for each, indented by two.</summary>
internal static class YamlWriter
{
    private const int Step = 2;

    public static string Write(JsonNode? value)
    {
        var text = new StringBuilder();
        if (IsBlock(value))
            Append(text, value!, 0, isInline: false);
        else
            text.Append(OneLine(value)).Append('\n');
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode value, int indent, bool isInline)
    {
        if (value is JsonArray entries)
        {
            foreach (var entry in entries)
            {
                Begin(text, indent, ref isInline).Append('-');
                Follow(text, entry, indent + Step, isBelow: false);
            }

            return;
        }

        foreach (var (key, member) in (JsonObject)value)
        {
            Begin(text, indent, ref isInline).Append(YamlScalar.IsPlain(key) ? key : Quoted(key)).Append(':');
            Follow(text, member, indent + Step, isBelow: true);
        }
    }

    // The first member of an entry stands behind its hyphen.
    private static StringBuilder Begin(StringBuilder text, int indent, ref bool isInline)
    {
        if (!isInline)
            text.Append(' ', indent);
        isInline = false;
        return text;
    }

    private static void Follow(StringBuilder text, JsonNode? value, int indent, bool isBelow)
    {
        if (!IsBlock(value))
        {
            text.Append(' ').Append(OneLine(value)).Append('\n');
            return;
        }

        text.Append(isBelow ? '\n' : ' ');
        Append(text, value!, indent, isInline: !isBelow);
    }

    private static bool IsBlock(JsonNode? value) => value is JsonArray { Count: > 0 } or JsonObject { Count: > 0 };

    private static string OneLine(JsonNode? value) => value switch
    {
        null => "null",
        JsonArray => "[]",
        JsonObject => "{}",
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>() is var said && YamlScalar.IsPlain(said) ? said : Quoted(said),
        _ => value.ToJsonString(),
    };

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
