using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>
/// Writes the one form of JSON that is signed: keys sorted by code point, no spaces, numbers as they were written, and in strings only
/// <c>" \</c> and control characters escaped. Python's <c>json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)</c>.
/// </summary>
internal sealed class CanonicalJson : IDisposable
{
    private const int Begun = 512;
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Begun);
    private int _length;
    private bool _hasField;

    /// <summary>The one form of a value.</summary>
    public static byte[] Of(JsonElement value)
    {
        using var canonical = new CanonicalJson();
        canonical.Value(value);
        return canonical._bytes.AsSpan(0, canonical._length).ToArray();
    }

    public void Begin() => Write((byte)'{');

    /// <summary>The whole object.</summary>
    public ReadOnlySpan<byte> End()
    {
        Write((byte)'}');
        return _bytes.AsSpan(0, _length);
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

    /// <summary>A field of the outermost object, as JSON writes a number.</summary>
    public void Field(string name, double value)
    {
        Name(name);
        Span<byte> digits = stackalloc byte[32];
        value.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        Write(digits[..written]);
    }

    /// <summary>A field of the outermost object whose value is in the one form already.</summary>
    public void CanonicalField(string name, ReadOnlySpan<byte> value)
    {
        Name(name);
        Write(value);
    }

    public void Dispose()
    {
        // What is signed is no secret; the keys are elsewhere.
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Name(string name)
    {
        if (_hasField) Write((byte)',');
        _hasField = true;
        Text(name);
        Write((byte)':');
    }

    private void Value(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined: Write("null"u8); break;
            case JsonValueKind.String: Text(value); break;
            case JsonValueKind.Array: Array(value); break;
            case JsonValueKind.Object: Object(value); break;
            default: Write(JsonMarshal.GetRawUtf8Value(value)); break;
        }
    }

    private void Array(JsonElement value)
    {
        var separator = (byte)'[';
        foreach (var item in value.EnumerateArray())
        {
            Write(separator);
            Value(item);
            separator = (byte)',';
        }

        if (separator == '[') Write(separator);
        Write((byte)']');
    }

    private void Object(JsonElement value)
    {
        var fields = new List<(byte[] Key, JsonElement Value)>(value.GetPropertyCount());
        foreach (var property in value.EnumerateObject()) fields.Add((Encoding.UTF8.GetBytes(property.Name), property.Value));
        // The order of UTF-8 bytes is the order of code points; that of UTF-16 is not.
        if (fields.Count > 1) fields.Sort(static (left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        var separator = (byte)'{';
        foreach (var field in fields)
        {
            Write(separator);
            Text(field.Key);
            Write((byte)':');
            Value(field.Value);
            separator = (byte)',';
        }

        if (separator == '{') Write(separator);
        Write((byte)'}');
    }

    private void Text(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        // Where nothing is escaped JSON allows nothing that would have to be.
        if (raw.IndexOf((byte)'\\') < 0) Write(raw);
        else Text(value.GetString()!);
    }

    private void Text(string value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most > Begun)
        {
            Text(Encoding.UTF8.GetBytes(value));
            return;
        }

        Span<byte> bytes = stackalloc byte[Begun];
        Text(bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    private void Text(ReadOnlySpan<byte> rest)
    {
        Write((byte)'"');
        for (var next = rest.IndexOfAny(Escaped); next >= 0; next = rest.IndexOfAny(Escaped))
        {
            Write(rest[..next]);
            Write(Encoding.ASCII.GetBytes(Escape((char)rest[next])));
            rest = rest[(next + 1)..];
        }

        Write(rest);
        Write((byte)'"');
    }

    private void Write(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - _length >= more) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + more, 2 * _bytes.Length));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
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
