using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>How far this instance knows the store: what it stored itself and what it read of the others, in one order.</summary>
internal sealed class StoreTail(StoreHead known, string nodeId, RecentEvents recent)
{
    private readonly Lock _gate = new();
    private readonly SequenceWaiters _waiters = new(known.Sequence);
    private readonly HashSet<long> _unacknowledged = [];
    private StoreHead _known = known;
    private bool _isOwn = true;
    private bool _inFlight;
    private volatile bool _isShared;

    public StoreHead Known
    {
        get
        {
            lock (_gate) return _known;
        }
    }

    /// <summary>Whether this instance stored last, so that it probably stores next.</summary>
    public bool IsOwn
    {
        get
        {
            lock (_gate) return _isOwn;
        }
    }

    /// <summary>Whether other instances are running, who want to be told.</summary>
    public bool IsShared
    {
        get => _isShared;
        set => _isShared = value;
    }

    public RecentEvents Recent => recent;

    public Task WaitForNewerAsync(long sequence, CancellationToken cancellation) => _waiters.WaitAsync(sequence, cancellation);

    public bool IsNews(StoredEvent stored)
    {
        if (stored.NodeId != nodeId) return true;
        lock (_gate) return _unacknowledged.Contains(stored.Sequence);
    }

    /// <summary>Says that a group of this instance's is on its way, so that nobody takes it for one that was given up.</summary>
    public void Begin()
    {
        lock (_gate) _inFlight = true;
    }

    /// <summary>The group on its way was stored or given up.</summary>
    public void End()
    {
        lock (_gate) _inFlight = false;
    }

    /// <summary>Does something while nothing of the group on its way can be stored.</summary>
    public void Aside(Action act)
    {
        End();
        try
        {
            act();
        }
        finally
        {
            Begin();
        }
    }

    /// <summary>Takes notice of a group that this instance stored.</summary>
    public void Publish(StoreHead head, IEnumerable<(StoredEvent Event, int Size)> events)
    {
        lock (_gate)
        {
            foreach (var (e, size) in events)
            {
                _unacknowledged.Remove(e.Sequence);
                if (e.Sequence == _known.Sequence + 1) Add(e, size, default);
            }

            if (head.Sequence >= _known.Sequence) (_known, _isOwn) = (head, true);
        }

        _waiters.Advance(Known.Sequence);
    }

    /// <summary>
    /// Takes notice of a row that was read; false when it does not follow on what is known. A row of this instance's own that is still on
    /// its way is left for <see cref="Publish"/> (<paramref name="stop"/>).
    /// </summary>
    public bool TryAdd(RowRecord row, RecordHead head, StoredEvent e, out bool stop)
    {
        lock (_gate)
        {
            stop = false;
            if (row.Sequence <= _known.Sequence) return true;
            if (row.Sequence != _known.Sequence + 1 || head.Previous != _known.Record) return false;
            var isOwn = e.NodeId == nodeId;
            if (isOwn && _inFlight)
            {
                stop = true;
                return true;
            }

            if (isOwn) _unacknowledged.Add(e.Sequence);
            Add(e, row.Record.Length, row.Seal);
            _isOwn = isOwn;
            return true;
        }
    }

    /// <summary>Goes on behind rows that cannot be read.</summary>
    public void JumpTo(StoreHead head)
    {
        lock (_gate)
            if (head.Sequence > _known.Sequence) (_known, _isOwn) = (head, false);
    }

    /// <summary>Wakes who waits for what became known.</summary>
    public void Wake() => _waiters.Advance(Known.Sequence);

    private void Add(StoredEvent e, int size, SealValue seal)
    {
        recent.Add(e, size);
        _known = new StoreHead(e.Sequence, seal);
    }
}
