using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>
/// Appends that are stored together, and their records, chained and sealed in one buffer for the place where they would come to lie. It is
/// used again for a later group.
/// </summary>
internal sealed class RecordGroup(IRecordSeal seal, string nodeId)
{
    // A larger buffer than this is given back after the group that needed it.
    private const int KeptBuffer = 1 << 20;
    private byte[] _buffer = new byte[KeptBuffer];
    private int _length;
    private int _sealed;

    /// <summary>The appends in order.</summary>
    public List<PendingAppend> Appends { get; } = [];

    /// <summary>Bytes of their records when all are sealed.</summary>
    public long Size { get; private set; }

    /// <summary>The sealed records, one behind the other.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>The sealed records in order.</summary>
    public List<WrittenRecord> Records { get; } = [];

    /// <summary>The events of each sealed append as they will be served.</summary>
    public List<StoredEvent[]> Events { get; } = [];

    /// <summary>Behind what the records come to lie; null when that is not known.</summary>
    public ChainEnd? From { get; private set; }

    /// <summary>Where the chain ends behind the group; null as long as not all of it is sealed.</summary>
    public ChainEnd? End => _sealed == Appends.Count ? Reached : null;

    private ChainEnd? Reached { get; set; }

    public void Add(PendingAppend append)
    {
        Appends.Add(append);
        Size += append.Bytes;
    }

    /// <summary>Gives up what is sealed: the records will lie behind <paramref name="from"/>, or nobody knows where.</summary>
    public void Begin(ChainEnd? from)
    {
        (From, Reached) = (from, from);
        (_length, _sealed) = (0, 0);
        Records.Clear();
        Events.Clear();
    }

    /// <summary>Seals what is not sealed yet, of a group whose place is known.</summary>
    public void Seal(long timestampNs)
    {
        var end = Reached!.Value;
        Reserve();
        for (; _sealed < Appends.Count; _sealed++)
            Events.Add(Seal(Appends[_sealed], timestampNs, ref end));
        Reached = end;
    }

    /// <summary>Takes the appends over from who may cancel them, and leaves out what was cancelled.</summary>
    public void Start()
    {
        if (Appends.RemoveAll(append => !append.TryStart()) == 0)
            return;
        Size = Appends.Sum(append => append.Bytes);
        Begin(From);
    }

    /// <summary>Forgets the appends.</summary>
    public void Clear()
    {
        Appends.Clear();
        Size = 0;
        Begin(null);
        if (_buffer.Length > KeptBuffer)
            _buffer = new byte[KeptBuffer];
    }

    private StoredEvent[] Seal(PendingAppend append, long timestampNs, ref ChainEnd end)
    {
        var events = new StoredEvent[append.Events.Length];
        for (var i = 0; i < events.Length; i++)
        {
            var payload = append.Payloads[i];
            var head = new RecordHead(payload.Count, end.Sequence + 1, timestampNs, events.Length - 1 - i, end.Seal, Records.Count);
            var size = RecordFormat.Overhead + payload.Count;
            end = new ChainEnd(head.Sequence, RecordFormat.Write(_buffer.AsSpan(_length, size), head, payload, seal));
            Records.Add(new WrittenRecord(head, end.Seal, size));
            _length += size;
            events[i] = new StoredEvent(head.Sequence, timestampNs, nodeId, append.Events[i]);
        }
        return events;
    }

    private void Reserve()
    {
        if (Size > _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Max(Size, Math.Min(2L * _buffer.Length, GroupCommit.MaxBytes)));
    }
}
