using System.Text.Json;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>A record out of a row.</summary>
/// <param name="Sequence">Where it lies.</param>
/// <param name="Record">Its bytes.</param>
/// <param name="Head">Its head when it is as it was written, and in its place; otherwise null.</param>
internal readonly record struct RowRecord(long Sequence, ReadOnlyMemory<byte> Record, RecordHead? Head)
{
    /// <summary>The seal at the record's end; of one that is sound.</summary>
    public SealValue Seal => SealValue.Read(Record.Span[^IRecordSeal.Size..]);

    /// <summary>The event; null when the record is not sound or its payload is none.</summary>
    public StoredEvent? Decode()
    {
        if (Head is not { } head) return null;
        try
        {
            return EventPayload.Read(head, Record.Span.Slice(RecordFormat.HeadSize, head.Length));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
