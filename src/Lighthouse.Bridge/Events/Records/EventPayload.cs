using System.Buffers;
using System.Text.Json;

namespace Lighthouse.Bridge.Events.Records;

/// <summary>An event as the JSON inside its record.</summary>
internal static class EventPayload
{
    // One level is the payload's own object.
    private static readonly JsonWriterOptions Writing = new() { MaxDepth = EventLimits.Depth + 1 };
    private const int KeptBuffer = 64 << 10;
    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement.Clone();

    // One writer a thread: writing a payload never waits and never nests.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <summary>The event with its JSON detached from any document that its owner may dispose.</summary>
    public static NewEvent Detach(NewEvent e) => e with { Data = Detach(e.Data), Metadata = Detach(e.Metadata) };

    public static byte[] Write(NewEvent e, string nodeId) => PlainPayload.TryWrite(e, nodeId) ?? WriteAny(e, nodeId);

    /// <summary>Reads a payload back.</summary>
    /// <exception cref="JsonException">The bytes are no payload.</exception>
    public static StoredEvent Read(in RecordHead head, ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var content = new NewEvent(
            Text(root, "event_type"), Text(root, "aggregate_id"), Text(root, "aggregate_type"), Text(root, "source_agent"),
            Text(root, "source_component"), Member(root, "data").Clone(), Member(root, "metadata").Clone());
        return new StoredEvent(head.Sequence, head.TimestampNs, Text(root, "node_id"), content);
    }

    private static byte[] WriteAny(NewEvent e, string nodeId)
    {
        var bytes = _buffer ??= new ArrayBufferWriter<byte>(1 << 10);
        bytes.ResetWrittenCount();
        var json = _json ??= new Utf8JsonWriter(bytes, Writing);
        json.Reset(bytes);
        try
        {
            json.WriteStartObject();
            WriteText(json, "node_id", nodeId);
            WriteText(json, "event_type", e.EventType);
            WriteText(json, "aggregate_id", e.AggregateId);
            WriteText(json, "aggregate_type", e.AggregateType);
            WriteText(json, "source_agent", e.SourceAgent);
            WriteText(json, "source_component", e.SourceComponent);
            WriteElement(json, "data", e.Data);
            WriteElement(json, "metadata", e.Metadata);
            json.WriteEndObject();
            json.Flush();
            return bytes.WrittenSpan.ToArray();
        }
        catch (Exception cause) when (cause is InvalidOperationException or ArgumentException)
        {
            throw new EventStoreException(
                EventStoreError.Invalid,
                $"LHB6104: event of type '{e.EventType}' cannot be stored as JSON ({cause.Message}); data and metadata may nest " +
                $"{EventLimits.Depth} levels and hold valid Unicode. Send a flatter or a valid event.",
                cause);
        }
        finally
        {
            if (bytes.Capacity > KeptBuffer)
                (_buffer, _json) = (null, null);
        }
    }

    private static JsonElement Detach(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? Empty : element.Clone();

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        json.WriteString(name, text);
    }

    private static void WriteElement(Utf8JsonWriter json, string name, JsonElement element)
    {
        json.WritePropertyName(name);
        element.WriteTo(json);
    }

    private static string Text(JsonElement root, string name) =>
        Member(root, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw new JsonException($"'{name}' is no text");

    private static JsonElement Member(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var member) ? member : throw new JsonException($"'{name}' is missing");
}
