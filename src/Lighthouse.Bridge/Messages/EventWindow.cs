using System.Runtime.InteropServices;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Messages;

/// <summary>The newest events in memory, bounded in number and bytes, so that a wake-up of many waiters reads no file.</summary>
internal sealed class EventWindow
{
    /// <summary>Most events that it holds.</summary>
    public const int MostEvents = 4_096;

    // Agents who exchange documents must find here what was stored since they last looked: some hundreds of 60 KB.
    private const long MostBytes = 32 * 1024 * 1024;
    private readonly Lock _lock = new();
    private readonly Entry[] _entries = new Entry[MostEvents];
    private long _first;
    private long _next;
    private long _bytes;
    private long _completeAbove;
    private long _last;

    /// <summary>Sequence of the newest event that was added.</summary>
    public long LastSequence
    {
        get
        {
            lock (_lock) return _last;
        }
    }

    /// <summary>Whether it holds everything that is newer than a sequence.</summary>
    public bool Reaches(long sequence)
    {
        lock (_lock) return sequence >= _completeAbove;
    }

    /// <summary>States that nothing up to a sequence will be added: who asks for it must look in the store.</summary>
    public void StartAfter(long sequence)
    {
        lock (_lock) _completeAbove = sequence;
    }

    public void Add(StoredEvent stored, Audience audience)
    {
        var size = JsonMarshal.GetRawUtf8Value(stored.Event.Data).Length;
        lock (_lock)
        {
            while (_next > _first && (_next - _first == MostEvents || _bytes + size > MostBytes)) Evict();
            _entries[_next++ % MostEvents] = new(stored, audience, size);
            _bytes += size;
            _last = stored.Sequence;
        }
    }

    /// <summary>Collects matching events above a sequence; null when the window no longer reaches back that far.</summary>
    /// <param name="afterSequence">Only events above it.</param>
    /// <param name="isWanted">Which events match.</param>
    /// <param name="limit">At most this many.</param>
    public EventPage? Collect(long afterSequence, Func<StoredEvent, Audience, bool> isWanted, int limit)
    {
        var found = new List<StoredEvent>();
        lock (_lock)
        {
            if (afterSequence < _completeAbove) return null;
            for (var i = FirstAbove(afterSequence); i < _next; i++)
            {
                ref var entry = ref _entries[i % MostEvents];
                if (!isWanted(entry.Stored, entry.Audience)) continue;
                found.Add(entry.Stored);
                if (found.Count == limit) return new(found, entry.Stored.Sequence);
            }

            return new(found, Math.Max(afterSequence, _last));
        }
    }

    private long FirstAbove(long sequence)
    {
        var (low, high) = (_first, _next);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_entries[middle % MostEvents].Stored.Sequence <= sequence) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private void Evict()
    {
        ref var oldest = ref _entries[_first++ % MostEvents];
        _bytes -= oldest.Size;
        _completeAbove = oldest.Stored.Sequence;
        oldest = default;
    }

    private record struct Entry(StoredEvent Stored, Audience Audience, int Size);
}
