using System.Text.Json;

namespace Lighthouse.Bridge.Events.Searching;

/// <summary>Reads the texts at the beginning of a payload without the data behind them.</summary>
internal static class PayloadHead
{
    /// <summary>Whether a payload may be of the selection; only then is it worth decoding.</summary>
    public static bool MayMatch(ReadOnlySpan<byte> payload, EventSelection selection)
    {
        var reader = new Utf8JsonReader(payload);
        try
        {
            return Is(ref reader, "event_type"u8, selection.EventType) && Is(ref reader, "aggregate_id"u8, selection.AggregateId)
                && Is(ref reader, "aggregate_type"u8, selection.AggregateType) && Is(ref reader, "source_agent"u8, selection.SourceAgent)
                && Is(ref reader, "source_component"u8, selection.SourceComponent);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>Notes what a payload holds in the zones.</summary>
    public static void Note(ReadOnlySpan<byte> payload, ref EventMarks marks)
    {
        var reader = new Utf8JsonReader(payload);
        try
        {
            marks.Type = Hash(ref reader, "event_type"u8);
            marks.Aggregate = Hash(ref reader, "aggregate_id"u8);
            marks.Agent = Hash(ref reader, "source_agent"u8);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or ArgumentException)
        {
            // No payload of ours: reading it will say so.
        }
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, string? wanted) =>
        wanted is null || !Find(ref reader, name) || reader.ValueTextEquals(wanted);

    private static int Hash(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!Find(ref reader, name))
            return 0;
        var length = reader.ValueSpan.Length;
        Span<char> text = length <= 512 ? stackalloc char[512] : new char[length];
        return EventMarks.Of(text[..reader.CopyString(text)]);
    }

    private static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isWanted = reader.ValueTextEquals(name);
            reader.Read();
            if (isWanted)
                return reader.TokenType == JsonTokenType.String;
            if (reader.TokenType != JsonTokenType.String)
                return false;
        }
        return false;
    }
}

/// <summary>Hashes of what a search can ask for. They hold within one process only.</summary>
internal record struct EventMarks(int Type, int Agent, int Aggregate)
{
    public static EventMarks Of(NewEvent e) => new(Of(e.EventType), Of(e.SourceAgent), Of(e.AggregateId));

    public static int Of(ReadOnlySpan<char> text) => string.GetHashCode(text);
}
