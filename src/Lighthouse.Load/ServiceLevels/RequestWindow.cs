namespace Lighthouse.Load.ServiceLevels;

/// <summary>The requests of the last seconds, exactly. Its memory is that of one window, however long it is used. Safe for several threads.</summary>
public sealed class RequestWindow
{
    private readonly Lock _gate = new();
    private readonly Queue<Ended> _ended = [];
    private readonly TimeProvider _time;
    private readonly TimeSpan _length;
    private readonly long _begun;

    /// <summary>Begins with an empty window.</summary>
    /// <param name="length">How far back it reaches; above 0.</param>
    /// <param name="time">The clock.</param>
    public RequestWindow(TimeSpan length, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        (_length, _time, _begun) = (length, time, time.GetTimestamp());
    }

    /// <summary>Since the beginning.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_begun);

    /// <summary>Whether a whole length has passed since the beginning, so that the window is full.</summary>
    public bool IsFull => Now >= _length;

    /// <summary>A request has ended now.</summary>
    public void Add(TimeSpan latency, RequestFate fate)
    {
        lock (_gate)
            _ended.Enqueue(new Ended(Now, latency, fate));
    }

    /// <summary>The figures of what ended in the last length of time; of a time without a request, all shares are no number.</summary>
    /// <param name="limit">Up to which latency an answer is in time.</param>
    public WindowFigures Read(TimeSpan limit)
    {
        Ended[] recent;
        lock (_gate)
        {
            var from = Now - _length;
            while (_ended.TryPeek(out var oldest) && oldest.At <= from)
                _ended.Dequeue();
            recent = [.. _ended];
        }

        if (recent.Length == 0)
            return new WindowFigures(0, 0, TimeSpan.Zero, TimeSpan.Zero, double.NaN, double.NaN, double.NaN);
        var latencies = recent.Select(one => one.Latency).Order().ToArray();
        double Share(Func<Ended, bool> counts) => (double)recent.Count(counts) / recent.Length;
        return new WindowFigures(
            recent.Length, recent.Count(one => one.Fate == RequestFate.Answered) / _length.TotalSeconds,
            TimeSpan.FromTicks((long)latencies.Average(one => one.Ticks)), latencies[(int)Math.Ceiling(latencies.Length * 0.99) - 1],
            Share(one => one.Fate == RequestFate.Answered && one.Latency <= limit), Share(one => one.Fate != RequestFate.Unavailable),
            Share(one => one.Fate != RequestFate.Answered));
    }

    private readonly record struct Ended(TimeSpan At, TimeSpan Latency, RequestFate Fate);
}
