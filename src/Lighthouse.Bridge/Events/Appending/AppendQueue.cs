using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>
/// The appends that wait for the disk. They are sealed as they come, for the place behind the group that is on its way: while the writer
/// waits for the disk the next group is made by those who append. One of them at a time seals for some others, and none waits for it.
/// Half of the usual number is waited for for a moment: those who were just answered are about to append again, and a flush for the first
/// few of them would hold up all the others.
/// </summary>
internal sealed class AppendQueue(IRecordSeal seal, EventStoreOptions options, ChainEnd end, TimeProvider time)
{
    // So many have arrived before one of them seals: fewer would cost more in locks than they save the writer.
    private const int SealedTogether = 8;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private readonly object _gate = new();
    private readonly Lock _sealing = new();
    private readonly Queue<PendingAppend> _later = [];
    private List<PendingAppend> _arrived = [];
    private List<PendingAppend> _moving = [];
    private RecordGroup _open = Opened(seal, options.NodeId, end);
    private RecordGroup _taken = new(seal, options.NodeId);
    private ChainEnd? _promised;
    private long _bytes;
    private int _waiting;
    private int _wanted = 1;
    private int _usual;
    private bool _closed;

    /// <summary>Bytes that wait.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => Volatile.Read(ref _waiting) == 0;

    public void Add(PendingAppend append)
    {
        bool isEnough;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(FileEventStore));
            if (_bytes > 0 && _bytes + append.Bytes > options.QueuedBytes)
                throw new EventStoreException(
                    EventStoreError.Overloaded,
                    $"LHB6110: {_bytes:N0} bytes of appends wait for the disk; at most {options.QueuedBytes:N0} are allowed. Try again shortly.");
            _bytes += append.Bytes;
            _arrived.Add(append);
            isEnough = _arrived.Count >= SealedTogether;
            if (++_waiting == _wanted)
                Monitor.Pulse(_gate);
        }
        if (isEnough)
            SealArrived();
    }

    /// <summary>
    /// Waits for appends, for at most <paramref name="patience"/> when that is given, and takes what fits into one group, which is empty
    /// when none came and is used again after the next call; null when the queue is closed and empty.
    /// </summary>
    public RecordGroup? TakeGroup(TimeSpan? patience = null)
    {
        _taken.Clear();
        while (_taken.Appends.Count == 0)
        {
            lock (_gate)
            {
                _wanted = 1;
                while (_waiting == 0)
                {
                    if (_closed)
                        return null;
                    if (!Monitor.Wait(_gate, patience ?? Timeout.InfiniteTimeSpan))
                        return _taken;
                }
                AwaitUsual();
            }
            lock (_sealing)
                Take();
        }
        return _taken;
    }

    /// <summary>Says behind what the next group comes to lie, in case that is not the end of the one before as it was taken.</summary>
    public void Follow(ChainEnd actual)
    {
        if (_promised == actual)
            return;
        lock (_sealing)
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
        if (_waiting < _wanted && !_closed)
            Monitor.Wait(_gate, Moment);
        _usual = _waiting;
    }

    private void SealArrived()
    {
        if (!_sealing.TryEnter())
            return;
        try
        {
            MoveArrived();
            TrySeal(_open);
        }
        finally
        {
            _sealing.Exit();
        }
    }

    private void Take()
    {
        MoveArrived();
        (_open, _taken) = (_taken, _open);
        lock (_gate)
        {
            _bytes -= _taken.Size;
            _waiting -= _taken.Appends.Count;
        }
        _taken.Start();
        TrySeal(_taken);
        _promised = _taken.End;
        _open.Begin(_promised);
        while (_later.TryPeek(out var next) && HasRoom(next))
            _open.Add(_later.Dequeue());
    }

    private void TrySeal(RecordGroup group)
    {
        if (group.From is null)
            return;
        try
        {
            group.Seal(EventTime.NowNs(time));
        }
        catch (Exception)
        {
            // The writer seals what is not sealed when it stores the group: there it is refused if that fails again.
            group.Begin(group.From);
        }
    }

    private void MoveArrived()
    {
        lock (_gate)
            (_arrived, _moving) = (_moving, _arrived);
        foreach (var append in _moving)
            if (_later.Count > 0 || !HasRoom(append))
                _later.Enqueue(append);
            else
                _open.Add(append);
        _moving.Clear();
    }

    private bool HasRoom(PendingAppend append) => _open.Appends.Count == 0 || _open.Size + append.Bytes <= GroupCommit.MaxBytes;

    private static RecordGroup Opened(IRecordSeal seal, string nodeId, ChainEnd end)
    {
        var group = new RecordGroup(seal, nodeId);
        group.Begin(end);
        return group;
    }
}
