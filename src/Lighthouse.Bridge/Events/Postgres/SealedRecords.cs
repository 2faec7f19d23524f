using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>The records of a group, chained and sealed one after the other in memory that the next group uses again.</summary>
internal sealed class SealedRecords(IRecordSeal seal, string nodeId)
{
    private const int ChunkBytes = 1 << 20;
    private byte[] _chunk = new byte[ChunkBytes];
    private int _length;
    private long _sequence;

    public List<ReadOnlyMemory<byte>> Records { get; } = [];

    /// <summary>The events of each append as they will be served.</summary>
    public List<StoredEvent[]> Events { get; } = [];

    /// <summary>Seal of the last record.</summary>
    public SealValue Head { get; private set; }

    /// <summary>Forgets the records; the next ones will lie behind <paramref name="head"/>.</summary>
    public void Begin(StoreHead head)
    {
        Records.Clear();
        Events.Clear();
        _length = 0;
        (_sequence, Head) = (head.Sequence, head.Record);
        if (_chunk.Length > ChunkBytes) _chunk = new byte[ChunkBytes];
    }

    public void Add(PendingAppend append, long timestampNs)
    {
        var events = new StoredEvent[append.Events.Length];
        for (var i = 0; i < events.Length; i++)
        {
            Add(new RecordHead(append.Payloads[i].Count, ++_sequence, timestampNs, events.Length - 1 - i, Head, Records.Count), append.Payloads[i]);
            events[i] = new StoredEvent(_sequence, timestampNs, nodeId, append.Events[i]);
        }

        Events.Add(events);
    }

    private void Add(in RecordHead head, ReadOnlySpan<byte> payload)
    {
        var record = Take(RecordFormat.Overhead + payload.Length);
        Head = RecordFormat.Write(record.Span, head, payload, seal);
        Records.Add(record);
    }

    // A full chunk lives on in the records that lie in it.
    private Memory<byte> Take(int size)
    {
        if (_length + size > _chunk.Length) (_chunk, _length) = (new byte[Math.Max(ChunkBytes, size)], 0);
        _length += size;
        return _chunk.AsMemory(_length - size, size);
    }
}
