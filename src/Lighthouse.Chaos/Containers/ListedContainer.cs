namespace Lighthouse.Chaos.Containers;

/// <summary>A container that plans may harm.</summary>
public sealed record ListedContainer
{
    /// <summary>The container, and how it is asked.</summary>
    public required ContainerOptions Target { get; init; }

    /// <summary>A fixed piece of work that costs processor time. Default: none, and its processor time is not limited.</summary>
    public Func<CancellationToken, Task>? WorkAsync { get; init; }

    /// <summary>Asks for something that takes memory. Default: none, and its memory is not limited.</summary>
    public Func<CancellationToken, Task<bool>>? PressAsync { get; init; }

    /// <summary>Whether somebody else starts it again after a kill. Default false.</summary>
    public bool IsSupervised { get; init; }
}
