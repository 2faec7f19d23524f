using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Lighthouse.Bridge.Events.Records;

/// <summary>
/// Writes the payload of an event whose texts are printable ASCII without escapes, as nearly all are: its JSON is copied and not taken
/// apart. Its values are the same as those that a JSON writer gives.
/// </summary>
internal static class PlainPayload
{
    private static readonly SearchValues<char> TextCharacters =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    private static readonly SearchValues<byte> JsonBytes =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (byte)c).Where(c => c != '\\')]);

    private static ReadOnlySpan<byte> NodeId => "{\"node_id\":\""u8;

    private static ReadOnlySpan<byte> EventType => "\",\"event_type\":\""u8;

    private static ReadOnlySpan<byte> AggregateId => "\",\"aggregate_id\":\""u8;

    private static ReadOnlySpan<byte> AggregateType => "\",\"aggregate_type\":\""u8;

    private static ReadOnlySpan<byte> SourceAgent => "\",\"source_agent\":\""u8;

    private static ReadOnlySpan<byte> SourceComponent => "\",\"source_component\":\""u8;

    private static ReadOnlySpan<byte> Data => "\",\"data\":"u8;

    private static ReadOnlySpan<byte> Metadata => ",\"metadata\":"u8;

    private static ReadOnlySpan<byte> End => "}"u8;

    private static int FixedSize { get; } = NodeId.Length + EventType.Length + AggregateId.Length + AggregateType.Length + SourceAgent.Length
        + SourceComponent.Length + Data.Length + Metadata.Length + End.Length;

    /// <summary>The payload; null when it needs a JSON writer.</summary>
    public static byte[]? TryWrite(NewEvent e, string nodeId)
    {
        var data = JsonMarshal.GetRawUtf8Value(e.Data);
        var metadata = JsonMarshal.GetRawUtf8Value(e.Metadata);
        if (!IsPlain(nodeId) || !IsPlain(e.EventType) || !IsPlain(e.AggregateId) || !IsPlain(e.AggregateType) || !IsPlain(e.SourceAgent)
            || !IsPlain(e.SourceComponent) || !IsPlain(data) || !IsPlain(metadata))
            return null;
        var payload = new byte[FixedSize + nodeId.Length + e.EventType.Length + e.AggregateId.Length + e.AggregateType.Length
            + e.SourceAgent.Length + e.SourceComponent.Length + data.Length + metadata.Length];
        var rest = payload.AsSpan();
        Put(ref rest, NodeId, nodeId);
        Put(ref rest, EventType, e.EventType);
        Put(ref rest, AggregateId, e.AggregateId);
        Put(ref rest, AggregateType, e.AggregateType);
        Put(ref rest, SourceAgent, e.SourceAgent);
        Put(ref rest, SourceComponent, e.SourceComponent);
        Put(ref rest, Data);
        Put(ref rest, data);
        Put(ref rest, Metadata);
        Put(ref rest, metadata);
        Put(ref rest, End);
        return payload;
    }

    private static bool IsPlain(string? text) => text is not null && !text.AsSpan().ContainsAnyExcept(TextCharacters);

    /// <summary>
    /// Whether the text of an element can be copied: no escape that might hold half a character, surely not nested too deeply, and
    /// nothing that only a lenient reader takes (a comment, a comma before a closing bracket).
    /// </summary>
    private static bool IsPlain(ReadOnlySpan<byte> json)
    {
        if (json.ContainsAnyExcept(JsonBytes) || json.IndexOf("/*"u8) >= 0)
            return false;
        var opened = 0;
        for (var at = 0; json[at..].IndexOfAny("{}[]"u8) is var next and >= 0; at++)
        {
            at += next;
            if (json[at] is (byte)'{' or (byte)'[' ? ++opened > EventLimits.Depth : json[..at].TrimEnd((byte)' ').EndsWith(","u8))
                return false;
        }
        return true;
    }

    private static void Put(ref Span<byte> rest, ReadOnlySpan<byte> before, string text)
    {
        Put(ref rest, before);
        rest = rest[Encoding.ASCII.GetBytes(text, rest)..];
    }

    private static void Put(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }
}
