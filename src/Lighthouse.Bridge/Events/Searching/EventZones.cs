namespace Lighthouse.Bridge.Events.Searching;

/// <summary>
/// What is known of ranges of sequences, so that a search reads only those that can hold what is asked for: times from and to, and
/// filters of types, agents and aggregates that never miss. The number of ranges is bounded: when there are too many, two become one.
/// </summary>
internal sealed class EventZones(int maxZones = EventZones.MostZones)
{
    /// <summary>About 20 MB of ranges.</summary>
    public const int MostZones = 32_768;

    /// <summary>A range has at first as many sequences as these bits count.</summary>
    public const int FirstShift = 10;

    private readonly Lock _gate = new();
    private readonly Lock _waitingGate = new();
    private List<StoredEvent[]> _waiting = [];
    private List<StoredEvent[]> _taken = [];
    private bool _isNoting;
    private Dictionary<long, Zone> _zones = [];
    private int _shift = FirstShift;
    private long _complete;

    /// <summary>How many ranges are held.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _zones.Count;
        }
    }

    /// <summary>Notes a record.</summary>
    public void Note(long sequence, long timestampNs, in EventMarks marks)
    {
        lock (_gate)
            NoteLocked(sequence, timestampNs, marks);
    }

    /// <summary>Adds what is known of a part.</summary>
    public void Add(PartZones part)
    {
        lock (_gate)
            foreach (var (key, zone) in part.Zones)
                ZoneOf(key << FirstShift).Add(zone);
    }

    /// <summary>
    /// Notes events that were just stored, on another thread: the writer has no time for it, and what is not noted yet is read like
    /// what may match. Only a lone one is noted at once if nobody searches: to wake the other thread takes longer.
    /// </summary>
    public void NoteSoon(List<StoredEvent[]> stored)
    {
        if (stored is [[var lone]] && TryNote(lone))
            return;
        lock (_waitingGate)
        {
            _waiting.AddRange(stored);
            if (_isNoting)
                return;
            _isNoting = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static zones => zones.NoteWaiting(), this, preferLocal: false);
    }

    private bool TryNote(StoredEvent stored)
    {
        if (!_gate.TryEnter())
            return false;
        try
        {
            NoteLocked(stored.Sequence, stored.TimestampNs, EventMarks.Of(stored.Event));
            return true;
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void NoteWaiting()
    {
        while (true)
        {
            lock (_waitingGate)
            {
                _taken.Clear();
                if (_waiting.Count == 0)
                {
                    _isNoting = false;
                    return;
                }
                (_waiting, _taken) = (_taken, _waiting);
            }
            foreach (var events in _taken)
                lock (_gate)
                    foreach (var e in events)
                        NoteLocked(e.Sequence, e.TimestampNs, EventMarks.Of(e.Event));
        }
    }

    /// <summary>States that everything up to a sequence that can be read was noted.</summary>
    public void Complete(long sequence)
    {
        lock (_gate)
        {
            foreach (var (key, zone) in _zones)
                zone.Noted = Math.Min(1L << _shift, sequence - (key << _shift) + 1);
            _complete = sequence;
        }
    }

    /// <summary>Forgets what lies wholly below a sequence.</summary>
    public void RemoveBelow(long sequence)
    {
        lock (_gate)
            foreach (var key in _zones.Keys.Where(key => (key + 1) << _shift <= sequence).ToList())
                _zones.Remove(key);
    }

    /// <summary>Time of the newest event of a range of sequences.</summary>
    public long NewestNs(long first, long last)
    {
        lock (_gate)
        {
            var newest = long.MinValue;
            for (var key = first >> _shift; key <= last >> _shift; key++)
                newest = Math.Max(newest, _zones.TryGetValue(key, out var zone) ? zone.MaxNs : long.MinValue);
            return newest == long.MinValue ? long.MaxValue : newest;
        }
    }

    /// <summary>The first range at or above a sequence that can hold what is asked for; null when none can.</summary>
    public (long First, long Last)? Next(long from, long upTo, EventSelection selection)
    {
        lock (_gate)
        {
            if (from > upTo)
                return null;
            long? first = null;
            var wanted = new WantedMarks(selection);
            for (var key = from >> _shift; key << _shift <= upTo; key++)
            {
                // Only of a range that was noted in full it is known what it does not hold.
                var isRead = !_zones.TryGetValue(key, out var zone) ? (key + 1) << _shift > _complete + 1 : zone.Noted < 1L << _shift || zone.MayHold(selection, wanted);
                if (isRead)
                    first ??= Math.Max(from, key << _shift);
                else if (first is { } begun)
                    return (begun, (key << _shift) - 1);
            }
            return first is { } open ? (open, upTo) : null;
        }
    }

    private void NoteLocked(long sequence, long timestampNs, in EventMarks marks) => ZoneOf(sequence).Note(timestampNs, marks);

    private Zone ZoneOf(long sequence)
    {
        if (!_zones.TryGetValue(sequence >> _shift, out var zone))
        {
            if (_zones.Count >= maxZones)
                Halve();
            _zones.TryAdd(sequence >> _shift, new Zone { Noted = sequence >> _shift == 0 ? 1 : 0 });
            zone = _zones[sequence >> _shift];
        }
        return zone;
    }

    private void Halve()
    {
        var merged = new Dictionary<long, Zone>();
        foreach (var (key, zone) in _zones)
            if (!merged.TryAdd(key >> 1, zone))
                merged[key >> 1].Add(zone);
        _zones = merged;
        _shift++;
    }
}
