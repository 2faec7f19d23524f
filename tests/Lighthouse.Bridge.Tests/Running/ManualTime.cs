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
        List<ManualTimer> due;
        lock (_timers) due = [.. _timers.Where(t => t.DueAt <= _ticks)];
        foreach (var timer in due) timer.Fire();
    }

    /// <summary>Lets time pass while nobody is there to see it: what was to be called is forgotten.</summary>
    public void Skip(TimeSpan by)
    {
        lock (_timers) _timers.Clear();
        Advance(by);
    }

    /// <summary>Steps the wall clock alone.</summary>
    public void Jump(TimeSpan by) => _wall += by;

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public long DueAt { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DueAt = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time._ticks + dueTime.Ticks;
            return true;
        }

        public void Fire()
        {
            DueAt = long.MaxValue;
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
