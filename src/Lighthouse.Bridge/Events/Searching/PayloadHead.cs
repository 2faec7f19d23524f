using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
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
        if (!TryNotePlain(payload, ref marks))
            NoteAny(payload, ref marks);
    }

    // As the store writes it where no text holds an escape: no parser is needed, and an opening reads every payload.
    private static bool TryNotePlain(ReadOnlySpan<byte> payload, ref EventMarks marks)
    {
        if (!TryText(ref payload, "{\"node_id\":\""u8, out _) || !TryText(ref payload, ",\"event_type\":\""u8, out var type)
            || !TryText(ref payload, ",\"aggregate_id\":\""u8, out var aggregate) || !TryText(ref payload, ",\"aggregate_type\":\""u8, out _)
            || !TryText(ref payload, ",\"source_agent\":\""u8, out var agent))
            return false;
        marks = new EventMarks(EventMarks.Of(type), EventMarks.Of(agent), EventMarks.Of(aggregate));
        return true;
    }

    private static bool TryText(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> before, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!rest.StartsWith(before))
            return false;
        rest = rest[before.Length..];
        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0 || rest[end] != '"')
            return false;
        text = rest[..end];
        rest = rest[(end + 1)..];
        return true;
    }

    private static void NoteAny(ReadOnlySpan<byte> payload, ref EventMarks marks)
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
        Span<byte> text = length <= 512 ? stackalloc byte[512] : new byte[length];
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
    private static readonly ulong Seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    public static EventMarks Of(NewEvent e) => new(Of(e.EventType), Of(e.SourceAgent), Of(e.AggregateId));

    public static int Of(string text)
    {
        const int shortChars = 64;
        Span<byte> utf8 = text.Length <= shortChars ? stackalloc byte[shortChars * 3] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        return Of(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    // Marks of two texts may agree, which costs a search some reading; so speed counts more here than quality.
    public static int Of(ReadOnlySpan<byte> utf8)
    {
        var hash = Seed ^ (ulong)utf8.Length;
        for (; utf8.Length >= sizeof(ulong); utf8 = utf8[sizeof(ulong)..])
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8));
        var rest = 0UL;
        foreach (var b in utf8)
            rest = (rest << 8) | b;
        hash = Mix(hash ^ rest);
        return (int)(hash ^ (hash >> 32));
    }

    private static ulong Mix(ulong hash)
    {
        hash *= 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
