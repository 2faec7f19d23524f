using System.Numerics;
using Lighthouse.Bridge.Diagnostics;

namespace Lighthouse.Bridge.State;

/// <summary>
/// Deadlines on the steady clock, in a hierarchical timer wheel: six levels of 64 slots, the lowest of a millisecond each. Adding and cancelling
/// cost the same however many there are; one timer of the system is set to the next slot that holds any, so that nothing runs in between.
/// </summary>
internal sealed class Deadlines : IDeadlines, IMetricSource, IDisposable
{
    private const int Bits = 6;
    private const int Slots = 1 << Bits;
    private const int Levels = 6;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);

    private readonly Lock _gate = new();
    private readonly Slot[] _slots = new Slot[Levels * Slots];
    private readonly ulong[] _occupied = new ulong[Levels];
    private readonly BridgeClock _clock;
    private readonly ILogger<Deadlines> _log;
    private readonly ITimer _timer;
    private long _now;
    private long _armedFor = long.MaxValue;
    private int _count;

    public Deadlines(BridgeClock clock, TimeProvider time, ILogger<Deadlines> log)
    {
        (_clock, _log) = (clock, log);
        _now = clock.UnixMilliseconds;
        _timer = time.CreateTimer(static wheel => ((Deadlines)wheel!).Turn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Deadlines that are watched now.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    public bool HasPassed(long unixMilliseconds) => _clock.UnixMilliseconds >= unixMilliseconds;

    public IDisposable Watch(long unixMilliseconds, Action passed)
    {
        var watch = new Watched(this, unixMilliseconds, passed);
        lock (_gate)
        {
            // What has passed already is called by the timer too, never by whoever asks.
            Place(watch);
            _count++;
            Arm();
        }

        return watch;
    }

    public void WriteTo(MetricsWriter metrics) => metrics.Gauge("bridge_deadlines", "Deadlines, held requests and signs of life that are watched.", Count);

    public void Dispose() => _timer.Dispose();

    private void Turn()
    {
        var due = new List<Watched>();
        lock (_gate)
        {
            Advance(_clock.UnixMilliseconds, due);
            _armedFor = long.MaxValue;
            Arm();
        }

        due.Sort(static (left, right) => left.At.CompareTo(right.At));
        foreach (var watch in due) Call(watch);
    }

    private void Call(Watched watch)
    {
        try
        {
            watch.TryTake()?.Invoke();
        }
        catch (Exception problem)
        {
            _log.LogError(problem, "What a deadline called failed");
        }
    }

    private void Advance(long until, List<Watched> due)
    {
        while (Next() is var (level, index, start) && start <= until)
        {
            // Slots are emptied in the order of their starts: a coarse one falls into finer ones before any of those is due.
            _now = Math.Max(_now, start);
            var slot = level * Slots + index;
            var first = _slots[slot].First;
            _slots[slot].First = null;
            _occupied[level] &= ~(1UL << index);
            for (var watch = first; watch is not null;)
            {
                var next = watch.Following;
                watch.Leave();
                if (watch.At <= until)
                {
                    due.Add(watch);
                    _count--;
                }
                else
                {
                    Place(watch);
                }

                watch = next;
            }
        }

        _now = Math.Max(_now, until);
    }

    /// <summary>The occupied slot that starts first; null when there is none.</summary>
    private (int Level, int Index, long Start)? Next()
    {
        (int Level, int Index, long Start)? best = null;
        for (var level = Levels - 1; level >= 0; level--)
        {
            if (_occupied[level] == 0) continue;
            var width = Bits * level;
            var current = (int)((_now >> width) & (Slots - 1));
            // The slots behind the current one belong to the next turn of this level.
            var ahead = BitOperations.TrailingZeroCount(BitOperations.RotateRight(_occupied[level], current));
            var start = ((_now >> width) + ahead) << width;
            if (best is null || start < best.Value.Start) best = (level, (current + ahead) & (Slots - 1), start);
        }

        return best;
    }

    private void Place(Watched watch)
    {
        var at = Math.Max(watch.At, _now);
        var level = Level(at);
        // Beyond the highest level it waits in the furthest slot and is placed again from there.
        var furthest = (1L << (Bits * Levels)) - (1L << (Bits * (Levels - 1)));
        var index = (int)((Math.Min(at, _now + furthest) >> (Bits * level)) & (Slots - 1));
        watch.Enter(_slots, level * Slots + index);
        _occupied[level] |= 1UL << index;
    }

    // The lowest level on which the deadline lies less than a turn ahead.
    private int Level(long at)
    {
        for (var level = 0; level < Levels - 1; level++)
            if ((at >> (Bits * level)) - (_now >> (Bits * level)) < Slots) return level;
        return Levels - 1;
    }

    private void Arm()
    {
        if (Next() is not var (_, _, start) || start >= _armedFor) return;
        _armedFor = start;
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, start - _clock.UnixMilliseconds));
        _timer.Change(wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
    }

    private void Cancel(Watched watch)
    {
        lock (_gate)
        {
            if (watch.Place < 0) return;
            var place = watch.Place;
            watch.Unlink(_slots);
            _count--;
            if (_slots[place].First is null) _occupied[place / Slots] &= ~(1UL << (place % Slots));
        }
    }

    private struct Slot
    {
        public Watched? First;
    }

    /// <summary>A deadline in a doubly linked list of its slot.</summary>
    private sealed class Watched(Deadlines wheel, long at, Action passed) : IDisposable
    {
        private Action? _passed = passed;
        private Watched? _previous;

        public long At => at;

        /// <summary>The slot; below 0 when it is in none.</summary>
        public int Place { get; private set; } = -1;

        public Watched? Following { get; private set; }

        /// <summary>The call, for exactly one taker; null when it was taken or cancelled.</summary>
        public Action? TryTake() => Interlocked.Exchange(ref _passed, null);

        public void Dispose()
        {
            if (TryTake() is not null) wheel.Cancel(this);
        }

        public void Enter(Slot[] slots, int place)
        {
            Place = place;
            Following = slots[place].First;
            if (Following is not null) Following._previous = this;
            slots[place].First = this;
        }

        public void Leave()
        {
            Place = -1;
            Following = null;
            _previous = null;
        }

        public void Unlink(Slot[] slots)
        {
            if (_previous is null) slots[Place].First = Following;
            else _previous.Following = Following;
            if (Following is not null) Following._previous = _previous;
            Leave();
        }
    }
}
