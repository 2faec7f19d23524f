namespace Lighthouse.Load.Results;

/// <summary>What the process of the load generator cost while it ran.</summary>
/// <param name="Used">Processor time of the whole process, user and kernel.</param>
/// <param name="Wall">The real time in which it was used.</param>
/// <param name="Cores">The processors that the process may use.</param>
public sealed record GeneratorCpu(TimeSpan Used, TimeSpan Wall, int Cores)
{
    /// <summary>The used part of what the cores could give, 0 to 1.</summary>
    public double Share => Wall > TimeSpan.Zero ? Used / Wall / Cores : 0;
}
