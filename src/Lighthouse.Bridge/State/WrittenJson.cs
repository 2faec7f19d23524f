using System.Buffers;
using System.Text.Json;

namespace Lighthouse.Bridge.State;

/// <summary>JSON that is written straight away, without a tree of nodes in between.</summary>
internal static class WrittenJson
{
    private const int KeptBuffer = 64 << 10;

    // One writer a thread: writing never waits and never nests.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _bytes;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <summary>Reads what is written at once, before the thread writes anything else.</summary>
    public delegate TResult Reading<out TResult>(ReadOnlySpan<byte> json);

    /// <summary>An object as an element that keeps nothing else alive.</summary>
    /// <param name="of">What it is written of.</param>
    /// <param name="fields">Writes its fields.</param>
    public static JsonElement Element<T>(T of, Action<Utf8JsonWriter, T> fields) => Object(of, fields, static json => JsonElement.Parse(json));

    /// <summary>Writes an object, and makes something of its bytes.</summary>
    public static TResult Object<T, TResult>(T of, Action<Utf8JsonWriter, T> fields, Reading<TResult> read)
    {
        var bytes = _bytes ??= new ArrayBufferWriter<byte>(1 << 10);
        bytes.ResetWrittenCount();
        var json = _json ??= new Utf8JsonWriter(bytes);
        json.Reset(bytes);
        try
        {
            json.WriteStartObject();
            fields(json, of);
            json.WriteEndObject();
            json.Flush();
            return read(bytes.WrittenSpan);
        }
        finally
        {
            if (bytes.Capacity > KeptBuffer) (_bytes, _json) = (null, null);
        }
    }

    /// <summary>Copies a member of an object that has it.</summary>
    public static void Copy(this Utf8JsonWriter json, string name, JsonElement from, string member)
    {
        json.WritePropertyName(name);
        from.GetProperty(member).WriteTo(json);
    }
}
