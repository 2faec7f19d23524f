using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>
/// Writes the one form of JSON that is signed: keys sorted by code point, no spaces, numbers as they were written, and in strings only
/// <c>" \</c> and control characters escaped. Python's <c>json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)</c>.
/// </summary>
internal sealed class CanonicalJson : IDisposable
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);
    private readonly MemoryStream _bytes = new(512);
    private bool _hasField;

    public void Begin() => _bytes.WriteByte((byte)'{');

    /// <summary>The whole object.</summary>
    public ReadOnlySpan<byte> End()
    {
        _bytes.WriteByte((byte)'}');
        return _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);
    }

    /// <summary>A field of the outermost object; they are given in order.</summary>
    public void Field(string name, string value)
    {
        Name(name);
        Text(value);
    }

    /// <summary>A field of the outermost object; null and absent are the same.</summary>
    public void Field(string name, JsonElement? value)
    {
        Name(name);
        Value(value ?? default);
    }

    public void Dispose() => _bytes.Dispose();

    private void Name(string name)
    {
        if (_hasField) _bytes.WriteByte((byte)',');
        _hasField = true;
        Text(name);
        _bytes.WriteByte((byte)':');
    }

    private void Value(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined: _bytes.Write("null"u8); break;
            case JsonValueKind.String: Text(value.GetString()!); break;
            case JsonValueKind.Array: Array(value); break;
            case JsonValueKind.Object: Object(value); break;
            default: _bytes.Write(Encoding.UTF8.GetBytes(value.GetRawText())); break;
        }
    }

    private void Array(JsonElement value)
    {
        var separator = (byte)'[';
        foreach (var item in value.EnumerateArray())
        {
            _bytes.WriteByte(separator);
            Value(item);
            separator = (byte)',';
        }

        if (separator == '[') _bytes.WriteByte(separator);
        _bytes.WriteByte((byte)']');
    }

    private void Object(JsonElement value)
    {
        var fields = value.EnumerateObject().Select(p => (Key: Encoding.UTF8.GetBytes(p.Name), p.Name, p.Value)).ToList();
        // The order of UTF-8 bytes is the order of code points; that of UTF-16 is not.
        fields.Sort((left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        var separator = (byte)'{';
        foreach (var field in fields)
        {
            _bytes.WriteByte(separator);
            Text(field.Name);
            _bytes.WriteByte((byte)':');
            Value(field.Value);
            separator = (byte)',';
        }

        if (separator == '{') _bytes.WriteByte(separator);
        _bytes.WriteByte((byte)'}');
    }

    private void Text(string value)
    {
        _bytes.WriteByte((byte)'"');
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(value);
        for (var next = rest.IndexOfAny(Escaped); next >= 0; next = rest.IndexOfAny(Escaped))
        {
            _bytes.Write(rest[..next]);
            _bytes.Write(Encoding.ASCII.GetBytes(Escape((char)rest[next])));
            rest = rest[(next + 1)..];
        }

        _bytes.Write(rest);
        _bytes.WriteByte((byte)'"');
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
    };
}
