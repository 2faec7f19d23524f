using System.Diagnostics;

namespace Lighthouse.Chaos.NetworkProxy;

/// <summary>One direction of a proxy: when bytes may go on.</summary>
internal sealed class Link(PacingClock clock)
{
    private const int LargestChunk = 16 * 1024;
    private const int SmallestChunk = 64;
    private const int ChunksPerSecond = 50;

    private readonly Lock _gate = new();
    private DirectionCondition _condition = DirectionCondition.Open;
    private TaskCompletionSource _opened = Opened();
    private long _busyUntil;
    private long _passed;

    /// <summary>Bytes that were written at the far end.</summary>
    public long PassedBytes => Interlocked.Read(ref _passed);

    /// <summary>How many bytes to take at once: few where they are few per second, so that they flow and do not come in bursts.</summary>
    public int ChunkSize
    {
        get
        {
            var rate = Volatile.Read(ref _condition).BytesPerSecond;
            return rate == 0 ? LargestChunk : (int)Math.Clamp(rate / ChunksPerSecond, SmallestChunk, LargestChunk);
        }
    }

    public void Set(DirectionCondition condition)
    {
        lock (_gate)
        {
            _condition = condition;
            if (condition.IsCut && _opened.Task.IsCompleted)
                _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            else if (!condition.IsCut)
                _opened.TrySetResult();
        }
    }

    /// <summary>Completes when nothing is held back.</summary>
    public Task WhenOpenAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return _opened.Task.WaitAsync(cancellation);
    }

    /// <summary>The moment at which bytes that have come now may arrive.</summary>
    public long DueOf(int bytes)
    {
        lock (_gate)
        {
            var now = Stopwatch.GetTimestamp();
            var latency = Ticks(_condition.Latency.TotalSeconds);
            if (_condition.BytesPerSecond == 0)
                return now + latency;
            _busyUntil = Math.Max(_busyUntil, now) + Ticks((double)bytes / _condition.BytesPerSecond);
            return _busyUntil + latency;
        }
    }

    /// <summary>Waits for such a moment, and for the end of a cut.</summary>
    public async ValueTask ArriveAsync(long due, CancellationToken cancellation)
    {
        if (due > Stopwatch.GetTimestamp())
            await clock.UntilAsync(due).WaitAsync(cancellation);
        if (Volatile.Read(ref _condition).IsCut)
            await WhenOpenAsync(cancellation);
    }

    public void Passed(int bytes) => Interlocked.Add(ref _passed, bytes);

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
