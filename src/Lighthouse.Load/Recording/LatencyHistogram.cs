namespace Lighthouse.Load.Recording;

/// <summary>
/// Counts times from 1 us to 1 h with three significant digits (an upper edge is less than 0.1 % above the value) in constant memory, about 210 KB.
/// Recording is safe from any number of threads; what is read while others record is a recent state, not one instant's.
/// </summary>
public sealed class LatencyHistogram
{
    private const int LongestText = 8 << 20;

    private readonly long[] _counts = new long[BucketScale.Length];
    private readonly bool _oneWriter;
    private long _overflow;
    private long _totalTicks;
    private long _maximumTicks;

    /// <summary>Creates an empty one.</summary>
    public LatencyHistogram() { }

    /// <summary>Creates an empty one that a single thread records to, which spares the interlocked operations.</summary>
    internal LatencyHistogram(bool oneWriter) => _oneWriter = oneWriter;

    /// <summary>The longest time that has its own bucket: 1 h. Longer ones are counted in <see cref="Overflow"/>.</summary>
    public static TimeSpan Highest { get; } = TimeSpan.FromTicks(BucketScale.Highest);

    /// <summary>How many times were recorded, those beyond <see cref="Highest"/> included. Adds up the buckets, which takes some microseconds; recording is spared the counter.</summary>
    public long Count
    {
        get
        {
            var count = Overflow;
            for (var index = 0; index < _counts.Length; index++)
                count += Volatile.Read(ref _counts[index]);
            return count;
        }
    }

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
        if (_oneWriter)
        {
            AddAlone(time.Ticks);
            return;
        }

        if (time.Ticks > BucketScale.Highest)
            Interlocked.Increment(ref _overflow);
        else
            Interlocked.Increment(ref _counts[BucketScale.IndexOf(time.Ticks)]);
        Interlocked.Add(ref _totalTicks, time.Ticks);
        RaiseMaximum(time.Ticks);
    }

    /// <summary>Its buckets in the compressed V2 encoding of HdrHistogram, as base64: the field of a histogram log. The exact mean and maximum, and times beyond <see cref="Highest"/>, are not part of it.</summary>
    public string Encode() => Convert.ToBase64String(HdrEncoding.Encode(Snapshot()));

    /// <summary>Reads what <see cref="Encode"/> or another implementation of HdrHistogram wrote. Values count at the upper edge of their bucket, so mean and maximum are at most a thousandth too high.</summary>
    /// <param name="base64">The field of a histogram log.</param>
    /// <param name="unit">What its values count.</param>
    /// <exception cref="FormatException">It is no compressed V2 histogram.</exception>
    public static LatencyHistogram Decode(string base64, HdrUnit unit = HdrUnit.HundredNanoseconds)
    {
        ArgumentNullException.ThrowIfNull(base64);
        var bytes = new byte[Math.Min(base64.Length, LongestText)];
        if (base64.Length > LongestText || !Convert.TryFromBase64String(base64, bytes, out var length))
            throw new FormatException("LHL3404: a histogram is base64 text of at most 8 MB.");
        var histogram = new LatencyHistogram();
        var counts = HdrEncoding.Decode(bytes.AsSpan(0, length));
        if (counts.Aggregate((Int128)0, (sum, entry) => sum + entry.Count) > long.MaxValue)
            throw new FormatException("LHL3407: a histogram counts more times than can be added up.");
        foreach (var (edge, count) in counts)
            histogram.AddMany(TicksOf(edge, unit), count);
        return histogram;
    }

    /// <summary>Puts the exact figures in place of those that a decoded histogram can only know to a bucket.</summary>
    /// <exception cref="FormatException">They do not fit what is in the buckets.</exception>
    internal void Restore(TimeSpan maximum, Int128 totalTicks, long overflow)
    {
        var (edge, count) = (_maximumTicks, Count);
        var fits = overflow > 0 ? maximum > Highest : edge == 0 || BucketScale.IndexOf(Math.Clamp(maximum.Ticks, 0, BucketScale.Highest)) == BucketScale.IndexOf(edge);
        if (overflow < 0 || maximum < TimeSpan.Zero || !fits || (count == 0 && overflow == 0 && maximum != TimeSpan.Zero)
            || totalTicks < 0 || totalTicks > long.MaxValue || totalTicks > maximum.Ticks * ((Int128)count + overflow) || (Int128)count + overflow > long.MaxValue)
            throw new FormatException("LHL3405: the maximum, total or overflow of a histogram does not fit its buckets.");
        _maximumTicks = maximum.Ticks;
        _totalTicks = (long)totalTicks;
        _overflow = overflow;
    }

    /// <summary>The sum of all recorded times in ticks.</summary>
    internal long TotalTicks => Interlocked.Read(ref _totalTicks);

    /// <summary>Everything that several histograms recorded.</summary>
    internal static LatencyHistogram Together(IEnumerable<LatencyHistogram> parts)
    {
        var together = new LatencyHistogram();
        foreach (var part in parts)
            together.Merge(part);
        return together;
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

    private static long TicksOf(long value, HdrUnit unit) => unit switch
    {
        HdrUnit.HundredNanoseconds => value,
        HdrUnit.Nanoseconds => value / 100,
        HdrUnit.Microseconds => value <= long.MaxValue / 10 ? value * 10 : long.MaxValue,
        HdrUnit.Milliseconds => value <= long.MaxValue / 10_000 ? value * 10_000 : long.MaxValue,
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };

    private long[] Snapshot()
    {
        var counts = new long[_counts.Length];
        for (var index = 0; index < counts.Length; index++)
            counts[index] = Interlocked.Read(ref _counts[index]);
        return counts;
    }

    private void AddAlone(long ticks)
    {
        if (ticks > BucketScale.Highest)
            _overflow++;
        else
            _counts[BucketScale.IndexOf(ticks)]++;
        _totalTicks += ticks;
        _maximumTicks = Math.Max(_maximumTicks, ticks);
    }

    private void AddMany(long ticks, long count)
    {
        if ((Int128)ticks * count + _totalTicks > long.MaxValue)
            throw new FormatException("LHL3406: a histogram counts more time than can be added up.");
        // By the bucket and not by the value, because the last bucket's edge lies above the highest value.
        var index = BucketScale.IndexOf(ticks);
        if (index >= _counts.Length)
            _overflow += count;
        else
            _counts[index] += count;
        _totalTicks += ticks * count;
        _maximumTicks = Math.Max(_maximumTicks, ticks);
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
