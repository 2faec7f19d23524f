using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>
/// The appends that wait for the database: sealed as they come, for the place behind the group that is on its way, so that the database
/// gets the next group as soon as it has answered. Those who were just answered are about to append again: the usual number is waited for
/// for a moment, so that groups do not fall apart into a small one and a large one by turns. Where more wait than a group takes, the database works
/// on some while the others append: larger groups would be no cheaper for it, and everybody would wait for everybody.
/// </summary>
internal sealed class WaitingAppends(IRecordSeal seal, string nodeId, StoreHead known, long maxBytes, TimeProvider time)
{
    /// <summary>Bytes of the largest group, unless one append alone is larger.</summary>
    internal const long GroupBytes = 256L << 10;

    // Who appends seals for some that came before, so that the thread that speaks with the database need not.
    private const int SealedTogether = 8;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _later = [];
    private AppendGroup _open = Opened(seal, nodeId, known);
    private AppendGroup _taken = Opened(seal, nodeId, known);
    private long _bytes;
    private int _wanted = 1;
    private int _last = 1;
    private bool _closed;

    public void Add(PendingAppend append)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(PostgresEventStore));
            if (_bytes > 0 && _bytes + append.Bytes > maxBytes)
                throw new EventStoreException(
                    EventStoreError.Overloaded,
                    $"LHB6315: {_bytes:N0} bytes of appends wait for the database; at most {maxBytes:N0} are allowed. Try again shortly.");
            var wasEnough = IsEnough;
            _bytes += append.Bytes;
            _later.Enqueue(append);
            Open(SealedTogether);
            if (IsEnough && !wasEnough) Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for appends and takes them as a group, which is used again after the next call; null when there will be no more.</summary>
    public AppendGroup? TakeGroup()
    {
        lock (_gate)
        {
            do
            {
                if (!Await()) return null;
                (_open, _taken) = (_taken, _open);
                _bytes -= _taken.AddedBytes;
                _open.Begin(_taken.To);
                _taken.Start();
            }
            while (_taken.Count == 0);
            return _taken;
        }
    }

    /// <summary>Says where the next group will lie, in case the one before does not lie where it was meant to.</summary>
    public void Follow(StoreHead head)
    {
        lock (_gate)
            if (_open.From != head) _open.Begin(head);
    }

    /// <summary>Takes no more; what waits is still stored.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }

    private bool IsEnough => _open.Count + _later.Count >= _wanted || _bytes >= GroupBytes;

    private bool Await()
    {
        _wanted = 1;
        while (!IsEnough)
        {
            if (_closed) return false;
            Monitor.Wait(_gate);
        }

        _wanted = _last;
        if (!IsEnough && !_closed) Monitor.Wait(_gate, Moment);
        Open(int.MaxValue);
        _last = _open.Count;
        return true;
    }

    private void Open(int most)
    {
        for (; most > 0 && _later.TryPeek(out var next) && HasRoom(next); most--)
        {
            _open.Add(_later.Dequeue());
            _open.Seal(EventTime.NowNs(time));
        }
    }

    private bool HasRoom(PendingAppend append) => _open.Count == 0 || _open.Bytes + append.Bytes <= GroupBytes;

    private static AppendGroup Opened(IRecordSeal seal, string nodeId, StoreHead head)
    {
        var group = new AppendGroup(seal, nodeId);
        group.Begin(head);
        return group;
    }
}
