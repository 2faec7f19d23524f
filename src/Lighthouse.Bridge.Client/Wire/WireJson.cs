using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lighthouse.Bridge.Client;

/// <summary>How the client writes and reads the wire's JSON: snake case, nulls left out.</summary>
internal static class WireJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A caller's object as JSON; property names stay as the caller wrote them.</summary>
    public static JsonElement? Element(object? value) => value switch
    {
        null => null,
        JsonElement element => element,
        _ => JsonSerializer.SerializeToElement(value),
    };

    /// <summary>A body whose fields are written straight away: values of the caller's become JSON once.</summary>
    public static byte[] Body<T>(T of, Action<Utf8JsonWriter, T> fields)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Writing))
        {
            json.WriteStartObject();
            fields(json, of);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Writes a caller's object; property names stay as the caller wrote them.</summary>
    public static void Write(Utf8JsonWriter json, string name, object value)
    {
        json.WritePropertyName(name);
        if (value is JsonElement element) element.WriteTo(json);
        else JsonSerializer.Serialize(json, value);
    }

    public static byte[] Body<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, Options);
}
