namespace Lighthouse.Load.Arrivals;

/// <summary>
/// A fixed number of agents, each of which starts its next iteration when its last one ended. A slow answer slows the load down,
/// so a closed run measures what a given number of agents can do, not how a given demand is served.
/// </summary>
public sealed class ClosedModel
{
    private ClosedModel(int count, TimeSpan duration, long? iterationsEach)
    {
        Count = count;
        Duration = duration;
        IterationsEach = iterationsEach;
    }

    /// <summary>How many agents there are.</summary>
    public int Count { get; }

    /// <summary>The time in which iterations may start.</summary>
    public TimeSpan Duration { get; }

    /// <summary>How many iterations each agent runs; null when only the time limits it.</summary>
    public long? IterationsEach { get; }

    /// <summary>Agents that go on for a time.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="duration">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its limits.</exception>
    public static ClosedModel Agents(int count, TimeSpan duration) => Checked(count, duration, null);

    /// <summary>Agents that each run a number of iterations.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="iterationsEach">At least 1.</param>
    /// <param name="atMost">After this no iteration starts, so that a hanging target cannot hang the run. Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its limits.</exception>
    public static ClosedModel Agents(int count, long iterationsEach, TimeSpan atMost)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterationsEach, 1);
        return Checked(count, atMost, iterationsEach);
    }

    private static ClosedModel Checked(int count, TimeSpan duration, long? iterationsEach)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        return new ClosedModel(count, duration, iterationsEach);
    }
}
