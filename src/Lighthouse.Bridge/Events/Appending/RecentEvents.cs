using System.Runtime.InteropServices;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>The newest events in memory, so that those who follow the store need no disk.</summary>
internal sealed class RecentEvents(int maxEvents, long maxBytes)
{
    private readonly Lock _gate = new();
    private readonly (StoredEvent Event, int Bytes)[] _ring = new (StoredEvent, int)[Math.Max(1, maxEvents)];
    private long _first = 1;
    private long _last;
    private long _bytes;

    /// <summary>Adds the events of a group, whose records in order tell their sizes.</summary>
    public void Add(List<StoredEvent[]> appends, List<WrittenRecord> records)
    {
        var sizes = CollectionsMarshal.AsSpan(records);
        var record = 0;
        lock (_gate)
            foreach (var events in appends)
                foreach (var e in events)
                    AddLocked(e, sizes[record++].Size);
    }

    /// <summary>Adds one event and the size of its record.</summary>
    public void Add(StoredEvent e, int bytes)
    {
        lock (_gate)
            AddLocked(e, bytes);
    }

    private void AddLocked(StoredEvent e, int bytes)
    {
        if (_last != e.Sequence - 1)
            Restart(e.Sequence);
        while (_first <= _last && (_last - _first + 1 >= _ring.Length || _bytes + bytes > maxBytes))
            DropFirst();
        _last = e.Sequence;
        _ring[_last % _ring.Length] = (e, bytes);
        _bytes += bytes;
    }

    /// <summary>
    /// Fills <paramref name="page"/> with the events behind <paramref name="after"/> up to <paramref name="upTo"/>; false when it
    /// does not hold the first of them.
    /// </summary>
    public bool TryRead(long after, long upTo, List<StoredEvent> page, int pageSize)
    {
        page.Clear();
        lock (_gate)
        {
            if (after + 1 < _first || after >= _last)
                return false;
            var end = Math.Min(Math.Min(upTo, _last), after + pageSize);
            for (var sequence = after + 1; sequence <= end; sequence++)
                page.Add(_ring[sequence % _ring.Length].Event);
            return true;
        }
    }

    private void Restart(long sequence)
    {
        Array.Clear(_ring);
        _bytes = 0;
        _first = sequence;
        _last = sequence - 1;
    }

    private void DropFirst()
    {
        _bytes -= _ring[_first % _ring.Length].Bytes;
        _ring[_first % _ring.Length] = default;
        _first++;
    }
}
