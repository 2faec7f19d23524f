using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Plans;

/// <summary>
/// The part of YAML that experiments are written in: mappings and sequences by indentation, values on one line, comments. What is beyond it (anchors,
/// tags, blocks of text, several documents) is refused with its line and never guessed.
/// </summary>
public sealed class YamlText
{
    private readonly List<YamlLine> _lines;
    private int _at;
    private int _depth;

    private YamlText(List<YamlLine> lines) => _lines = lines;

    /// <summary>Reads a text.</summary>
    /// <returns>What it says, as JSON; null for the value null.</returns>
    /// <exception cref="ChaosException">It says nothing, or something that is not read here.</exception>
    public static JsonNode? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new YamlText(YamlLine.Of(text));
        if (reader._lines.Count == 0)
            throw new ChaosException("LHC5321: the text is empty.");
        var value = reader.Block(reader._lines[0].Indent);
        return reader._at == reader._lines.Count ? value : throw reader.Wrong("LHC5322", "does not fit the indentation of the lines before it");
    }

    /// <summary>Writes a value so that reading gives the same.</summary>
    public static string Write(JsonNode? value) => YamlWriter.Write(value);

    private JsonNode? Block(int indent)
    {
        if (++_depth > YamlScalar.MostDepth)
            throw Wrong("LHC5323", $"is nested more than {YamlScalar.MostDepth} deep");
        var line = _lines[_at];
        var value = line.IsEntry ? Sequence(indent) : KeyOf(line) is not null ? Mapping(indent) : Scalar();
        _depth--;
        return value;
    }

    private JsonArray Sequence(int indent)
    {
        var entries = new JsonArray();
        while (_at < _lines.Count && _lines[_at] is { IsEntry: true } line && line.Indent == indent)
        {
            var rest = line.Text[1..].TrimStart(' ');
            if (rest.Length == 0)
            {
                _at++;
                entries.Add(Nested(indent, mayBeSequence: false));
                continue;
            }

            // What follows the hyphen stands where it stands: its block goes on below it.
            var inner = new YamlLine(line.Number, indent + line.Text.Length - rest.Length, rest);
            _lines[_at] = inner;
            entries.Add(Block(inner.Indent));
        }

        return entries;
    }

    private JsonObject Mapping(int indent)
    {
        var mapping = new JsonObject();
        while (_at < _lines.Count && _lines[_at].Indent == indent && !_lines[_at].IsEntry)
        {
            var line = _lines[_at];
            var (key, rest) = KeyOf(line) ?? throw Wrong("LHC5324", "is no 'key: value'");
            if (mapping.ContainsKey(key))
                throw Wrong("LHC5325", $"says '{key}' a second time");
            _at++;
            mapping.Add(key, rest.Length > 0 ? YamlScalar.Read(rest, line.Number) : Nested(indent, mayBeSequence: true));
        }

        return mapping;
    }

    private JsonNode? Scalar()
    {
        var line = _lines[_at++];
        return YamlScalar.Read(line.Text, line.Number);
    }

    /// <summary>What stands deeper on the next lines; null for nothing. A sequence of a key may stand as deep as its key.</summary>
    private JsonNode? Nested(int indent, bool mayBeSequence)
    {
        if (_at == _lines.Count)
            return null;
        var next = _lines[_at];
        return next.Indent > indent || (mayBeSequence && next.IsEntry && next.Indent == indent) ? Block(next.Indent) : null;
    }

    private static (string Key, string Value)? KeyOf(YamlLine line)
    {
        var text = line.Text;
        if (text[0] is '"' or '\'')
        {
            var end = EndOfQuotes(text);
            if (end < 0 || end + 1 >= text.Length || text[end + 1] != ':' || (end + 2 < text.Length && text[end + 2] != ' '))
                return null;
            var quoted = text[..(end + 1)];
            var key = text[0] == '"' ? YamlScalar.Json(quoted, line.Number)!.GetValue<string>() : YamlScalar.Single(quoted, line.Number);
            return (key, text[(end + 2)..].TrimStart(' '));
        }

        var colon = text.EndsWith(':') && !text.Contains(": ", StringComparison.Ordinal) ? text.Length - 1 : text.IndexOf(": ", StringComparison.Ordinal);
        if (colon <= 0 || text[0] is '[' or '{')
            return null;
        var name = text[..colon].TrimEnd(' ');
        return YamlScalar.Read(name, line.Number) is JsonValue value && value.TryGetValue<string>(out var plain) && plain == name
            ? (name, text[(colon + 1)..].TrimStart(' '))
            : throw new ChaosException($"LHC5326: line {line.Number}: the key '{name}' needs quotes.");
    }

    private static int EndOfQuotes(string text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[0] == '"' && text[at] == '\\')
                at++;
            else if (text[0] == '\'' && text[at] == '\'' && at + 1 < text.Length && text[at + 1] == '\'')
                at++;
            else if (text[at] == text[0])
                return at;
        }

        return -1;
    }

    private ChaosException Wrong(string code, string what) => new($"{code}: line {_lines[Math.Min(_at, _lines.Count - 1)].Number} {what}.");
}
