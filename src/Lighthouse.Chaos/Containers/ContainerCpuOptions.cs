namespace Lighthouse.Chaos.Containers;

/// <summary>Which container gets how little processor time.</summary>
public sealed record ContainerCpuOptions
{
    /// <summary>The container.</summary>
    public required ContainerOptions Target { get; init; }

    /// <summary>A fixed piece of work of the target's that costs it processor time. Done again and again before the fault and while it lasts, and its mean time compared.</summary>
    public required Func<CancellationToken, Task> WorkAsync { get; init; }

    /// <summary>Most processor time that the container may have, 1 being a whole core. Default 0.1; 0.01, which is the least that the engine takes, to 0.9.</summary>
    public double Share { get; init; } = 0.1;

    internal void Validate()
    {
        Target.Validate();
        if (Share is not (>= 0.01 and <= 0.9))
            throw new ArgumentException($"LHC5505: a share of {Share} is not allowed; 0.01 to 0.9 of a core are.");
    }
}
