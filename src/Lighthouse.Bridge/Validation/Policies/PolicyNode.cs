using System.Text;
using System.Text.Json;

namespace Lighthouse.Bridge.Validation.Policies;

/// <summary>A value of a policy file, with the line that it stands on.</summary>
internal sealed class PolicyNode
{
    private PolicyNode(JsonValueKind kind, int line) => (Kind, Line) = (kind, line);

    public JsonValueKind Kind { get; }

    public int Line { get; }

    public string Text { get; private init; } = "";

    public List<PolicyNode> Items { get; } = [];

    /// <summary>Fields in the order of the file; a name may stand there twice.</summary>
    public List<(string Name, int Line, PolicyNode Value)> Fields { get; } = [];

    /// <summary>Reads a file; comments and trailing commas are taken.</summary>
    /// <exception cref="JsonException">It is not JSON; with the line.</exception>
    public static PolicyNode Parse(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[3..];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 });
        var lines = new LineCount();
        reader.Read();
        var root = Read(ref reader, json, ref lines);
        reader.Read();
        return root;
    }

    private static PolicyNode Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref LineCount lines)
    {
        var line = lines.At(json, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var made = new PolicyNode(JsonValueKind.Object, line);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var (name, at) = (reader.GetString()!, lines.At(json, (int)reader.TokenStartIndex));
                    reader.Read();
                    made.Fields.Add((name, at, Read(ref reader, json, ref lines)));
                }

                return made;
            case JsonTokenType.StartArray:
                var list = new PolicyNode(JsonValueKind.Array, line);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Items.Add(Read(ref reader, json, ref lines));
                return list;
            case JsonTokenType.String: return new(JsonValueKind.String, line) { Text = reader.GetString()! };
            case JsonTokenType.Number: return new(JsonValueKind.Number, line) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
            case JsonTokenType.True: return new(JsonValueKind.True, line);
            case JsonTokenType.False: return new(JsonValueKind.False, line);
            default: return new(JsonValueKind.Null, line);
        }
    }

    private struct LineCount()
    {
        private int _at;
        private int _line = 1;

        public int At(ReadOnlySpan<byte> json, int index)
        {
            _line += json[_at..index].Count((byte)'\n');
            _at = index;
            return _line;
        }
    }
}
