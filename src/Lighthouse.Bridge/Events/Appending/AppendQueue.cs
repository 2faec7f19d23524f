namespace Lighthouse.Bridge.Events.Appending;

/// <summary>The appends that wait for the writer.</summary>
internal sealed class AppendQueue(long maxBytes)
{
    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _waiting = [];
    private long _bytes;
    private bool _closed;

    public void Add(PendingAppend append)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(FileEventStore));
            if (_bytes > 0 && _bytes + append.Bytes > maxBytes)
                throw new EventStoreException(
                    EventStoreError.Overloaded,
                    $"LHB6110: {_bytes:N0} bytes of appends wait for the disk; at most {maxBytes:N0} are allowed. Try again shortly.");
            _waiting.Enqueue(append);
            _bytes += append.Bytes;
            if (_waiting.Count == 1)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>
    /// Waits for appends, for at most <paramref name="patience"/> when that is given, and moves what fits into one group, which
    /// stays empty when none came; false when the queue is closed and empty.
    /// </summary>
    public bool TakeGroup(List<PendingAppend> group, long groupBytes, TimeSpan? patience = null)
    {
        group.Clear();
        lock (_gate)
        {
            while (group.Count == 0)
            {
                while (_waiting.Count == 0)
                {
                    if (_closed)
                        return false;
                    if (!Monitor.Wait(_gate, patience ?? Timeout.InfiniteTimeSpan))
                        return true;
                }
                Move(group, groupBytes);
            }
        }
        return true;
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

    private void Move(List<PendingAppend> group, long groupBytes)
    {
        long bytes = 0;
        while (_waiting.TryPeek(out var next) && (group.Count == 0 || bytes + next.Bytes <= groupBytes))
        {
            _waiting.Dequeue();
            _bytes -= next.Bytes;
            if (!next.TryStart())
                continue;
            group.Add(next);
            bytes += next.Bytes;
        }
    }
}
