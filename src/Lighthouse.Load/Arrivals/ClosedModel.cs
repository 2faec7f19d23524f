namespace Lighthouse.Load.Arrivals;

/// <summary>
/// A fixed number of agents, each of which starts its next iteration when its last one ended. A slow answer slows the load down,
/// so a closed run measures what a given number of agents can do, not how a given demand is served.
/// </summary>
public sealed class ClosedModel
{
    private readonly int _whole;

    private ClosedModel(int count, TimeSpan duration, long? iterationsEach)
    {
        _whole = count;
        Count = count;
        Duration = duration;
        IterationsEach = iterationsEach;
    }

    /// <summary>How many agents there are.</summary>
    public int Count { get; private init; }

    /// <summary>The time in which iterations may start.</summary>
    public TimeSpan Duration { get; }

    /// <summary>How many iterations each agent runs; null when only the time limits it.</summary>
    public long? IterationsEach { get; }

    /// <summary>The time over which the agents begin one after the other; 0 when all begin at once.</summary>
    public TimeSpan RampUp { get; private init; }

    /// <summary>How long an agent waits between the end of an iteration and the start of the next; null when it does not.</summary>
    public ThinkTime? Think { get; private init; }

    /// <summary>The part of the agents that are this model's; the whole unless <see cref="PartOf"/> made it.</summary>
    public Shard Shard { get; private init; } = Shard.Whole;

    /// <summary>The same agents, beginning evenly over a time.</summary>
    /// <param name="over">At least 0 and below <see cref="Duration"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its limits.</exception>
    public ClosedModel RampingUp(TimeSpan over)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(over, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(over, Duration);
        return Copy(over, Think, Shard, Count);
    }

    /// <summary>The same agents, waiting between iterations.</summary>
    public ClosedModel Thinking(ThinkTime think)
    {
        ArgumentNullException.ThrowIfNull(think);
        return Copy(RampUp, think, Shard, Count);
    }

    /// <summary>The agents of one of several generators that share the plan: every n-th, so that together they are the whole.</summary>
    /// <exception cref="ArgumentException">This model is a part already, or there are fewer agents than parts.</exception>
    public ClosedModel PartOf(Shard shard)
    {
        ArgumentNullException.ThrowIfNull(shard);
        if (Shard.Count > 1 || shard.Count > Count)
            throw new ArgumentException($"LHL3029: {Count} agents cannot be shared as {shard}; a whole model is shared once, among at most as many generators as there are agents.");
        return Copy(RampUp, Think, shard, (Count - shard.Index) / shard.Count + 1);
    }

    /// <summary>The number in the whole plan of the agent with a number in this part.</summary>
    internal int AgentAt(int number) => number * Shard.Count + Shard.Index - 1;

    /// <summary>When the agent with a number in this part begins.</summary>
    internal TimeSpan FirstStartOf(int number) => RampUp * ((double)AgentAt(number) / _whole);

    private ClosedModel Copy(TimeSpan rampUp, ThinkTime? think, Shard shard, int count) =>
        new(_whole, Duration, IterationsEach) { RampUp = rampUp, Think = think, Shard = shard, Count = count };

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
