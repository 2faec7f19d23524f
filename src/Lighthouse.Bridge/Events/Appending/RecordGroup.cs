using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>The records of a group of appends, chained and sealed in one buffer that is used again for the next group.</summary>
internal sealed class RecordGroup(IRecordSeal seal, string nodeId)
{
    // A larger buffer than this is given back after the group that needed it.
    private const int KeptBuffer = 1 << 20;
    private byte[] _buffer = new byte[KeptBuffer];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>The records in order.</summary>
    public List<WrittenRecord> Records { get; } = [];

    /// <summary>The events of each append as they will be served.</summary>
    public List<StoredEvent[]> Events { get; } = [];

    public SealValue Head { get; private set; }

    public void Build(List<PendingAppend> appends, long sequence, SealValue previous, long timestampNs)
    {
        Clear();
        Head = previous;
        long size = 0;
        foreach (var append in appends)
            size += append.Bytes;
        if (size > _buffer.Length)
            _buffer = new byte[size];
        foreach (var append in appends)
        {
            var events = new StoredEvent[append.Events.Length];
            for (var i = 0; i < events.Length; i++)
            {
                Add(new RecordHead(append.Payloads[i].Length, ++sequence, timestampNs, events.Length - 1 - i, Head, Records.Count), append.Payloads[i]);
                events[i] = new StoredEvent(sequence, timestampNs, nodeId, append.Events[i]);
            }
            Events.Add(events);
        }
    }

    private void Add(in RecordHead head, byte[] payload)
    {
        var size = RecordFormat.Overhead + payload.Length;
        Head = RecordFormat.Write(_buffer.AsSpan(_length, size), head, payload, seal);
        Records.Add(new WrittenRecord(head, Head, size));
        _length += size;
    }

    private void Clear()
    {
        _length = 0;
        Records.Clear();
        Events.Clear();
        if (_buffer.Length > KeptBuffer)
            _buffer = new byte[KeptBuffer];
    }
}
