namespace Lighthouse.Load.Recording;

/// <summary>
/// Counts times from 1 us to 1 h with three significant digits (an upper edge is less than 0.1 % above the value) in constant memory, about 210 KB.
/// Recording is safe from any number of threads; what is read while others record is a recent state, not one instant's.
/// </summary>
public sealed class LatencyHistogram
{
    private readonly long[] _counts = new long[BucketScale.Length];
    private long _count;
    private long _overflow;
    private long _totalTicks;
    private long _maximumTicks;

    /// <summary>The longest time that has its own bucket: 1 h. Longer ones are counted in <see cref="Overflow"/>.</summary>
    public static TimeSpan Highest { get; } = TimeSpan.FromTicks(BucketScale.Highest);

    /// <summary>How many times were recorded, those beyond <see cref="Highest"/> included.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>How many of them were longer than <see cref="Highest"/>.</summary>
    public long Overflow => Interlocked.Read(ref _overflow);

    /// <summary>The longest recorded time, exact; zero when nothing was recorded.</summary>
    public TimeSpan Maximum => TimeSpan.FromTicks(Interlocked.Read(ref _maximumTicks));

    /// <summary>The arithmetic mean, exact to a tick.</summary>
    /// <exception cref="InvalidOperationException">Nothing was recorded.</exception>
    public TimeSpan Mean => Count is var count and > 0
        ? TimeSpan.FromTicks(Interlocked.Read(ref _totalTicks) / count)
        : throw Empty();

    /// <summary>The buckets that hold something, ascending. Their counts add up to <see cref="Count"/>: times beyond <see cref="Highest"/> share a last bucket whose edge is <see cref="Maximum"/>.</summary>
    public IReadOnlyList<LatencyBucket> Buckets
    {
        get
        {
            var buckets = new List<LatencyBucket>();
            for (var index = 0; index < _counts.Length; index++)
            {
                var count = Interlocked.Read(ref _counts[index]);
                if (count > 0)
                    buckets.Add(new LatencyBucket(EdgeOf(index), count));
            }

            if (Overflow > 0)
                buckets.Add(new LatencyBucket(Maximum, Overflow));
            return buckets;
        }
    }

    /// <summary>Records one time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative: the clock that measured it is not monotonic.</exception>
    public void Add(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        if (time.Ticks > BucketScale.Highest)
            Interlocked.Increment(ref _overflow);
        else
            Interlocked.Increment(ref _counts[BucketScale.IndexOf(time.Ticks)]);
        Interlocked.Add(ref _totalTicks, time.Ticks);
        RaiseMaximum(time.Ticks);
        Interlocked.Increment(ref _count);
    }

    /// <summary>Adds everything that another histogram recorded.</summary>
    public void Merge(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var index = 0; index < _counts.Length; index++)
        {
            var count = Interlocked.Read(ref other._counts[index]);
            if (count > 0)
                Interlocked.Add(ref _counts[index], count);
        }

        Interlocked.Add(ref _overflow, other.Overflow);
        Interlocked.Add(ref _totalTicks, Interlocked.Read(ref other._totalTicks));
        RaiseMaximum(other.Maximum.Ticks);
        Interlocked.Add(ref _count, other.Count);
    }

    /// <summary>The smallest bucket edge at or below which the given share of all recorded times lies (nearest rank); beyond <see cref="Highest"/> it is <see cref="Maximum"/>.</summary>
    /// <param name="percent">Above 0 and at most 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such percentile.</exception>
    /// <exception cref="InvalidOperationException">Nothing was recorded: nothing is not zero.</exception>
    public TimeSpan Percentile(double percent)
    {
        if (!(percent is > 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "LHL3001: a percentile lies above 0 and is at most 100.");
        var count = Count;
        if (count == 0)
            throw Empty();

        // Decimal, because 99.9 % of 1,000 is rank 999 and binary rounding would make it 1,000.
        var rank = (long)Math.Ceiling((decimal)percent / 100m * count);
        var seen = 0L;
        for (var index = 0; index < _counts.Length; index++)
        {
            seen += Interlocked.Read(ref _counts[index]);
            if (seen >= rank)
                return EdgeOf(index);
        }

        return Maximum;
    }

    private TimeSpan EdgeOf(int index) => TimeSpan.FromTicks(BucketScale.UpperEdgeOf(index));

    private void RaiseMaximum(long ticks)
    {
        var seen = Interlocked.Read(ref _maximumTicks);
        while (ticks > seen)
        {
            var before = Interlocked.CompareExchange(ref _maximumTicks, ticks, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    private static InvalidOperationException Empty() =>
        new("LHL3002: nothing was recorded, so there is no percentile and no mean; look at Count first.");
}
