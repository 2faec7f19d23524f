using System.IO.Pipelines;
using System.Text.Json;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Operations;

/// <summary>Writes events as lines of JSON, in constant memory; the last of them are left to be flushed.</summary>
internal static class ReplayLines
{
    private const int FlushedBytes = 32 << 10;

    public static async Task WriteAsync(PipeWriter output, IAsyncEnumerable<StoredEvent> events, long upTo, CancellationToken cancellation)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var count = 0L;
        await foreach (var stored in events.WithCancellation(cancellation))
        {
            Write(json, stored);
            End(json, output);
            count++;
            if (output.UnflushedBytes < FlushedBytes) continue;
            await output.FlushAsync(cancellation);
        }

        json.WriteStartObject();
        json.WriteNumber("replayed", count);
        json.WriteNumber("next_sequence", upTo);
        json.WriteEndObject();
        // Sent when the request ends: who reads that the replay has ended may ask for the next one at once, and then its place must be free.
        End(json, output);
    }

    private static void Write(Utf8JsonWriter json, StoredEvent stored)
    {
        var e = stored.Event;
        json.WriteStartObject();
        json.WriteStartObject("event_id"u8);
        json.WriteNumber("timestamp_ns"u8, stored.TimestampNs);
        json.WriteNumber("sequence"u8, stored.Sequence);
        json.WriteString("node_id"u8, stored.NodeId);
        json.WriteEndObject();
        json.WriteString("event_type"u8, e.EventType);
        json.WriteString("aggregate_id"u8, e.AggregateId);
        json.WriteString("aggregate_type"u8, e.AggregateType);
        json.WriteNumber("timestamp"u8, stored.TimestampNs / 1e9);
        json.WritePropertyName("data"u8);
        e.Data.WriteTo(json);
        json.WriteString("source_agent"u8, e.SourceAgent);
        json.WriteString("source_component"u8, e.SourceComponent);
        json.WriteNumber("sequence"u8, stored.Sequence);
        json.WriteEndObject();
    }

    private static void End(Utf8JsonWriter json, PipeWriter output)
    {
        json.Flush();
        json.Reset();
        output.GetSpan(1)[0] = (byte)'\n';
        output.Advance(1);
    }
}
