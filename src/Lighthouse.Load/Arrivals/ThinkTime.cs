namespace Lighthouse.Load.Arrivals;

/// <summary>How long an agent of a closed model waits between two iterations.</summary>
public sealed class ThinkTime
{
    private readonly Func<int, Func<TimeSpan>> _ofAgent;

    private ThinkTime(Func<int, Func<TimeSpan>> ofAgent) => _ofAgent = ofAgent;

    /// <summary>Always the same.</summary>
    /// <param name="time">Above 0.</param>
    public static ThinkTime Constant(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return new ThinkTime(_ => () => time);
    }

    /// <summary>Anything between two times, each equally likely.</summary>
    /// <param name="least">At least 0.</param>
    /// <param name="most">Above <paramref name="least"/>.</param>
    /// <param name="seed">Makes the draws of each agent the same in each run.</param>
    public static ThinkTime Between(TimeSpan least, TimeSpan most, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(least, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(most, least);
        return Drawn(seed, random => least + random.NextDouble() * (most - least));
    }

    /// <summary>Exponentially distributed, as the pauses of a person who may come back at any moment are; at most twenty times the mean.</summary>
    /// <param name="mean">Above 0.</param>
    /// <param name="seed">Makes the draws of each agent the same in each run.</param>
    public static ThinkTime Exponential(TimeSpan mean, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(mean, TimeSpan.Zero);
        return Drawn(seed, random => mean * Math.Min(20, -Math.Log(1 - random.NextDouble())));
    }

    /// <summary>The draws of one agent.</summary>
    internal Func<TimeSpan> OfAgent(int agent) => _ofAgent(agent);

    private static ThinkTime Drawn(int seed, Func<Random, TimeSpan> draw) => new(agent =>
    {
        var random = new Random(unchecked(seed * 31 + agent));
        return () => draw(random);
    });
}
