using System.Text.Json;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>A row of the events: its key and the record, which has exactly the bytes that the file store would write.</summary>
internal readonly record struct StoredRow(long Sequence, byte[] Record)
{
    /// <summary>The seal at the record's end; of a row that verified.</summary>
    public SealValue Seal => SealValue.Read(Record.AsSpan(Record.Length - IRecordSeal.Size));

    /// <summary>Whether the record is as it was written, and in its place.</summary>
    public bool Verifies(IRecordSeal seal, out RecordHead head) =>
        RecordFormat.TryReadHead(Record, out head)
        && head.Sequence == Sequence
        && Record.Length == RecordFormat.Overhead + head.Length
        && RecordFormat.Verifies(Record, seal);

    /// <summary>The event of a record that verified; null when its payload is none.</summary>
    public StoredEvent? Decode(in RecordHead head)
    {
        try
        {
            return EventPayload.Read(head, Record.AsSpan(RecordFormat.HeadSize, head.Length));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
