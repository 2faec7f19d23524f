namespace Lighthouse.Bridge.Tests.Running;

/// <summary>Clocks that move when a test says so; the wall clock can jump by itself.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _wall = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override long GetTimestamp() => _ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_timers) _timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        _ticks += by.Ticks;
        _wall += by;
        while (NextDue() is { } timer) timer.Fire();
    }

    /// <summary>Lets time pass while nobody is there to see it: what was to be called is forgotten.</summary>
    public void Skip(TimeSpan by)
    {
        lock (_timers) _timers.Clear();
        Advance(by);
    }

    /// <summary>Steps the wall clock alone.</summary>
    public void Jump(TimeSpan by) => _wall += by;

    private ManualTimer? NextDue()
    {
        lock (_timers) return _timers.Where(timer => timer.DueAt <= _ticks).MinBy(timer => timer.DueAt);
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private long _period;

        public long DueAt { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period > TimeSpan.Zero ? period.Ticks : 0;
            DueAt = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time._ticks + dueTime.Ticks;
            return true;
        }

        public void Fire()
        {
            DueAt = _period > 0 ? DueAt + _period : long.MaxValue;
            callback(state);
        }

        public void Dispose() => DueAt = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
