using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>
/// The appends that wait for the disk. They are sealed as they come, for the place behind the group that is on its way: while the writer
/// waits for the disk the next group is made by those who append. Half of the usual number is waited for for a moment: those who were just
/// answered are about to append again, and a flush for the first few of them would hold up all the others.
/// </summary>
internal sealed class AppendQueue(IRecordSeal seal, EventStoreOptions options, ChainEnd end, TimeProvider time)
{
    // More than this is sealed by the writer: whoever appends meanwhile would have to wait for it.
    private const long SealedAtOnce = 64 << 10;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _later = [];
    private RecordGroup _open = Opened(seal, options.NodeId, end);
    private RecordGroup _taken = new(seal, options.NodeId);
    private long _bytes;
    private int _wanted = 1;
    private int _usual;
    private bool _closed;

    /// <summary>Bytes that wait.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public void Add(PendingAppend append)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(FileEventStore));
            if (_bytes > 0 && _bytes + append.Bytes > options.QueuedBytes)
                throw new EventStoreException(
                    EventStoreError.Overloaded,
                    $"LHB6110: {_bytes:N0} bytes of appends wait for the disk; at most {options.QueuedBytes:N0} are allowed. Try again shortly.");
            _bytes += append.Bytes;
            if (_later.Count > 0 || !HasRoom(append))
                _later.Enqueue(append);
            else
                Open(append);
            if (_open.Appends.Count == _wanted)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>
    /// Waits for appends, for at most <paramref name="patience"/> when that is given, and takes what fits into one group, which is empty
    /// when none came and is used again after the next call; null when the queue is closed and empty.
    /// </summary>
    public RecordGroup? TakeGroup(TimeSpan? patience = null)
    {
        lock (_gate)
        {
            _taken.Clear();
            while (_taken.Appends.Count == 0)
            {
                _wanted = 1;
                while (_open.Appends.Count == 0)
                {
                    if (_closed)
                        return null;
                    if (!Monitor.Wait(_gate, patience ?? Timeout.InfiniteTimeSpan))
                        return _taken;
                }
                AwaitUsual();
                Take();
            }
            return _taken;
        }
    }

    /// <summary>Says behind what the next group comes to lie, in case that is not the end of the one before as it was taken.</summary>
    public void Follow(ChainEnd actual)
    {
        lock (_gate)
            if (_open.From != actual)
                _open.Begin(actual);
    }

    /// <summary>Takes no more; what waits is still written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }

    private void AwaitUsual()
    {
        _wanted = _usual / 2;
        if (_open.Appends.Count < _wanted && !_closed)
            Monitor.Wait(_gate, Moment);
        _usual = _open.Appends.Count;
    }

    private void Take()
    {
        (_open, _taken) = (_taken, _open);
        _bytes -= _taken.Size;
        _taken.Start();
        _open.Begin(_taken.End);
        while (_later.TryPeek(out var next) && HasRoom(next))
            Open(_later.Dequeue());
    }

    private bool HasRoom(PendingAppend append) => _open.Appends.Count == 0 || _open.Size + append.Bytes <= GroupCommit.MaxBytes;

    private void Open(PendingAppend append)
    {
        _open.Add(append);
        if (_open.From is not null && _open.Unsealed <= SealedAtOnce)
            _open.Seal(EventTime.NowNs(time));
    }

    private static RecordGroup Opened(IRecordSeal seal, string nodeId, ChainEnd end)
    {
        var group = new RecordGroup(seal, nodeId);
        group.Begin(end);
        return group;
    }
}
