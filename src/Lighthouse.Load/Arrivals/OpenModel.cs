namespace Lighthouse.Load.Arrivals;

/// <summary>Arrivals that do not wait for one another, as real users do not: a slow answer never delays the next request.</summary>
public sealed class OpenModel
{
    private readonly Func<IEnumerable<TimeSpan>> _starts;

    private OpenModel(TimeSpan duration, Func<IEnumerable<TimeSpan>> starts)
    {
        Duration = duration;
        _starts = starts;
    }

    /// <summary>The time in which iterations start.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The intended starts, ascending, each at or after 0 and before <see cref="Duration"/>. The same each time it is asked.</summary>
    public IEnumerable<TimeSpan> IntendedStarts() => _starts();

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
