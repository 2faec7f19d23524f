using System.Globalization;

namespace Lighthouse.Load.Arrivals;

/// <summary>Arrivals that do not wait for one another, as real users do not: a slow answer never delays the next request.</summary>
public sealed class OpenModel
{
    private readonly Func<IEnumerable<TimeSpan>> _starts;

    private OpenModel(TimeSpan duration, Func<IEnumerable<TimeSpan>> starts, Shard? shard = null)
    {
        Duration = duration;
        _starts = starts;
        Shard = shard ?? Shard.Whole;
    }

    /// <summary>The part of the arrivals that are this model's; the whole unless <see cref="PartOf"/> made it.</summary>
    public Shard Shard { get; }

    /// <summary>The time in which iterations start.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The intended starts, ascending, each at or after 0 and before <see cref="Duration"/>. The same each time it is asked.</summary>
    public IEnumerable<TimeSpan> IntendedStarts() => Shard.Count == 1 ? _starts() : _starts().Where((_, number) => number % Shard.Count == Shard.Index - 1);

    /// <summary>The number in the whole plan of the arrival with a number in this part.</summary>
    internal long NumberOf(long number) => number * Shard.Count + Shard.Index - 1;

    /// <summary>Arrivals at equal distances, the first at 0.</summary>
    /// <param name="perSecond">Arrivals a second, above 0 and at most 1,000,000.</param>
    /// <param name="duration">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its limits.</exception>
    public static OpenModel ConstantRate(double perSecond, TimeSpan duration)
    {
        Check(perSecond, duration);
        return new OpenModel(duration, () => Constant(perSecond, duration));
    }

    /// <summary>Independent arrivals (exponential distances), as those of many unrelated users are.</summary>
    /// <param name="perSecond">Mean arrivals a second, above 0 and at most 1,000,000.</param>
    /// <param name="duration">Above 0.</param>
    /// <param name="seeded">The source of the distances; one number is drawn from it, so that the arrivals can be asked for again.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its limits.</exception>
    public static OpenModel Poisson(double perSecond, TimeSpan duration, Random seeded)
    {
        Check(perSecond, duration);
        ArgumentNullException.ThrowIfNull(seeded);
        var seed = seeded.Next();
        return new OpenModel(duration, () => Exponential(perSecond, duration, new Random(seed)));
    }

    /// <summary>A rate that changes evenly from one value to another.</summary>
    /// <param name="fromPerSecond">Arrivals a second at the start, 0 to 1,000,000.</param>
    /// <param name="toPerSecond">Arrivals a second at the end, 0 to 1,000,000; not 0 with the other.</param>
    /// <param name="duration">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its limits.</exception>
    public static OpenModel Ramp(double fromPerSecond, double toPerSecond, TimeSpan duration)
    {
        Check(Math.Max(fromPerSecond, toPerSecond), duration);
        if (!(Math.Min(fromPerSecond, toPerSecond) >= 0))
            throw new ArgumentOutOfRangeException(nameof(fromPerSecond), "LHL3023: a ramp leads between rates of 0 or more.");
        return new OpenModel(duration, () => Ramping(fromPerSecond, toPerSecond, duration));
    }

    /// <summary>Arrivals as they were recorded somewhere.</summary>
    /// <param name="starts">Ascending, none below 0.</param>
    /// <exception cref="ArgumentException">There are none, or they are not ascending.</exception>
    public static OpenModel Recorded(IEnumerable<TimeSpan> starts)
    {
        ArgumentNullException.ThrowIfNull(starts);
        var kept = starts.ToArray();
        if (kept.Length == 0 || kept[0] < TimeSpan.Zero)
            throw new ArgumentException("LHL3024: a recorded trace holds at least one arrival, and none before 0.");
        for (var index = 1; index < kept.Length; index++)
            if (kept[index] < kept[index - 1])
                throw new ArgumentException($"LHL3025: arrival {index + 1} of the trace lies before the one above it; sort them first.");
        return new OpenModel(kept[^1] + TimeSpan.FromTicks(1), () => kept);
    }

    /// <summary>Arrivals as they were recorded in a text: a line each, seconds from the start with a point. Empty lines and those that begin with # are skipped.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="FormatException">A line is no number of seconds.</exception>
    /// <exception cref="ArgumentException">There are none, or they are not ascending.</exception>
    public static OpenModel Recorded(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Recorded(Lines(reader));
    }

    /// <summary>These arrivals and then those of another model, moved behind them.</summary>
    public OpenModel Then(OpenModel next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (Shard.Count > 1 || next.Shard.Count > 1)
            throw new ArgumentException("LHL3026: a model is put together first and shared afterwards.");
        return new OpenModel(Duration + next.Duration, () => _starts().Concat(next._starts().Select(start => Duration + start)));
    }

    /// <summary>The arrivals of one of several generators that share the plan: every n-th, so that together they are the whole.</summary>
    public OpenModel PartOf(Shard shard)
    {
        ArgumentNullException.ThrowIfNull(shard);
        return Shard.Count == 1 ? new OpenModel(Duration, _starts, shard) : throw new ArgumentException("LHL3027: this model is a part already.");
    }

    private static IEnumerable<TimeSpan> Ramping(double from, double to, TimeSpan duration)
    {
        // The n-th arrival is where the integral of the rate reaches n: a root of slope/2 t^2 + from t = n.
        var seconds = duration.TotalSeconds;
        var slope = (to - from) / seconds;
        for (var number = 0L; number < (from + to) / 2 * seconds; number++)
        {
            var root = Math.Sqrt(Math.Max(0, from * from + 2 * slope * number));
            var start = from + root > 0 ? TimeSpan.FromTicks((long)(2 * number / (from + root) * TimeSpan.TicksPerSecond)) : TimeSpan.Zero;
            if (start >= duration)
                yield break;
            yield return start;
        }
    }

    private static IEnumerable<TimeSpan> Lines(TextReader reader)
    {
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#')
                continue;
            if (!double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || seconds is not (>= 0 and < 1e9))
                throw new FormatException($"LHL3028: line {number} of the trace is '{(line.Length > 40 ? line[..40] : line)}'; seconds from the start are expected.");
            yield return TimeSpan.FromSeconds(seconds);
        }
    }

    private static IEnumerable<TimeSpan> Constant(double perSecond, TimeSpan duration)
    {
        for (var number = 0L; ; number++)
        {
            var start = TimeSpan.FromTicks((long)Math.Round(number * (TimeSpan.TicksPerSecond / perSecond)));
            if (start >= duration)
                yield break;
            yield return start;
        }
    }

    private static IEnumerable<TimeSpan> Exponential(double perSecond, TimeSpan duration, Random random)
    {
        var seconds = 0.0;
        while (true)
        {
            seconds -= Math.Log(1 - random.NextDouble()) / perSecond;
            if (seconds >= duration.TotalSeconds)
                yield break;
            yield return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }
    }

    private static void Check(double perSecond, TimeSpan duration)
    {
        if (!(perSecond is > 0 and <= 1_000_000))
            throw new ArgumentOutOfRangeException(nameof(perSecond), perSecond, "LHL3021: an arrival rate is above 0 and at most 1,000,000 a second.");
        if (duration <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "LHL3022: a duration is above 0.");
    }
}
