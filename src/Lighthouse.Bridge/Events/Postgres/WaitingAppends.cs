using System.Diagnostics;
using Lighthouse.Bridge.Events.Appending;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>
/// The appends that wait for the database. Those who were just answered are about to append again: as many as were stored last are waited
/// for for a moment, so that groups do not fall apart into a small one and a large one by turns.
/// </summary>
internal sealed class WaitingAppends(long maxBytes)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMicroseconds(500);
    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _waiting = [];
    private long _bytes;
    private int _usual;
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
            _waiting.Enqueue(append);
            _bytes += append.Bytes;
            if (_waiting.Count == 1) Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for appends and moves what fits into one group; false when there will be no more.</summary>
    public bool TakeGroup(List<PendingAppend> group, long groupBytes)
    {
        group.Clear();
        while (group.Count == 0)
        {
            if (!Await()) return false;
            Linger();
            lock (_gate) Move(group, groupBytes);
        }

        _usual = group.Count;
        return true;
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

    private bool Await()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed) return false;
                Monitor.Wait(_gate);
            }

            return true;
        }
    }

    private void Linger()
    {
        var begun = Stopwatch.GetTimestamp();
        while (Count() < _usual && Stopwatch.GetElapsedTime(begun) < Moment) Thread.Sleep(0);
    }

    private int Count()
    {
        lock (_gate) return _closed ? int.MaxValue : _waiting.Count;
    }

    private void Move(List<PendingAppend> group, long groupBytes)
    {
        long bytes = 0;
        while (_waiting.TryPeek(out var next) && (group.Count == 0 || bytes + next.Bytes <= groupBytes))
        {
            _waiting.Dequeue();
            _bytes -= next.Bytes;
            if (!next.TryStart()) continue;
            group.Add(next);
            bytes += next.Bytes;
        }
    }
}
