namespace Lighthouse.Chaos.Containers;

/// <summary>Which container gets how little memory.</summary>
public sealed record ContainerMemoryOptions
{
    private const long Least = 6L * 1024 * 1024;

    /// <summary>The container. It must have been started with a limit of memory: the engine can change one and cannot take it away again.</summary>
    public required ContainerOptions Target { get; init; }

    /// <summary>Asks the target for something that takes more memory than <see cref="Bytes"/>; true when it was done. It must be without the fault, and must not be with it.</summary>
    public required Func<CancellationToken, Task<bool>> PressAsync { get; init; }

    /// <summary>Most memory, with swap, that the container may have. 6 MiB, which is the least that the engine takes, or more; less than the container has.</summary>
    public required long Bytes { get; init; }

    internal void Validate()
    {
        Target.Validate();
        if (Bytes < Least)
            throw new ArgumentException($"LHC5506: {Bytes} bytes of memory are not allowed; {Least} or more are.");
    }
}
