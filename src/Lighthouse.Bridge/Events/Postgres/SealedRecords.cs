using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>The records of a group, chained and sealed one after the other in memory that the next group uses again.</summary>
internal sealed class SealedRecords(IRecordSeal seal, string nodeId)
{
    private const int ChunkBytes = 1 << 20;
    private byte[] _chunk = new byte[ChunkBytes];
    private int _length;
    private int _rowAt;
    private long _sequence;

    /// <summary>What goes into rows: as many records as follow each other in memory and fit into one.</summary>
    public List<ReadOnlyMemory<byte>> Rows { get; } = [];

    /// <summary>Sequence of the first record of each row.</summary>
    public List<long> Places { get; } = [];

    /// <summary>Bytes of each record.</summary>
    public List<int> Sizes { get; } = [];

    /// <summary>The events of each append as they will be served.</summary>
    public List<StoredEvent[]> Events { get; } = [];

    /// <summary>Seal of the last record.</summary>
    public SealValue Head { get; private set; }

    /// <summary>Forgets the records; the next ones will lie behind <paramref name="head"/>.</summary>
    public void Begin(StoreHead head)
    {
        Rows.Clear();
        Places.Clear();
        Sizes.Clear();
        Events.Clear();
        _length = _rowAt = 0;
        (_sequence, Head) = (head.Sequence, head.Record);
        if (_chunk.Length > ChunkBytes) _chunk = new byte[ChunkBytes];
    }

    public void Add(PendingAppend append, long timestampNs)
    {
        var events = new StoredEvent[append.Events.Length];
        for (var i = 0; i < events.Length; i++)
        {
            Add(new RecordHead(append.Payloads[i].Count, ++_sequence, timestampNs, events.Length - 1 - i, Head, Sizes.Count), append.Payloads[i]);
            events[i] = new StoredEvent(_sequence, timestampNs, nodeId, append.Events[i]);
        }

        Events.Add(events);
    }

    private void Add(in RecordHead head, ReadOnlySpan<byte> payload)
    {
        var record = Take(RecordFormat.Overhead + payload.Length, head.Sequence);
        Head = RecordFormat.Write(record.Span, head, payload, seal);
        Sizes.Add(record.Length);
    }

    // A full chunk lives on in the rows that lie in it.
    private Memory<byte> Take(int size, long sequence)
    {
        if (_length + size > _chunk.Length)
        {
            _chunk = new byte[Math.Max(ChunkBytes, size)];
            _length = _rowAt = 0;
        }

        if (_length == _rowAt || _length + size - _rowAt > EventRow.MostBytes)
        {
            _rowAt = _length;
            Places.Add(sequence);
            Rows.Add(default);
        }

        _length += size;
        Rows[^1] = _chunk.AsMemory(_rowAt, _length - _rowAt);
        return _chunk.AsMemory(_length - size, size);
    }
}
