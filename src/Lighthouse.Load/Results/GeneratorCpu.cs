namespace Lighthouse.Load.Results;

/// <summary>What the process of the load generator cost while it ran.</summary>
/// <param name="Used">Processor time of the whole process, user and kernel.</param>
/// <param name="Wall">The real time in which it was used.</param>
/// <param name="Cores">The processors that the process may use.</param>
public sealed record GeneratorCpu(TimeSpan Used, TimeSpan Wall, int Cores)
{
    /// <summary>The used part of what the cores could give, 0 to 1.</summary>
    public double Share => Wall > TimeSpan.Zero ? Used / Wall / Cores : 0;

    /// <summary>The part of the run that the thread which makes all requests spent on a processor, 0 to 1; null for an engine that spreads over the pool.</summary>
    public double? BusiestThread { get; init; }

    /// <summary>Several generators as one: what all used of what all could, and the busiest of their threads.</summary>
    internal static GeneratorCpu Of(IReadOnlyCollection<GeneratorCpu> generators) => new(
        new TimeSpan(generators.Sum(each => each.Used.Ticks)), generators.Max(each => each.Wall), generators.Sum(each => each.Cores))
    {
        BusiestThread = generators.Max(each => each.BusiestThread),
    };
}
