namespace Lighthouse.Chaos.Containers;

/// <summary>Which container is killed, and how it comes back.</summary>
public sealed record ContainerKillOptions
{
    /// <summary>The container.</summary>
    public required ContainerOptions Target { get; init; }

    /// <summary>
    /// Whether somebody else is to start it again, within <see cref="ContainerOptions.ShowWithin"/>; if nobody does, the healing is not proven, and the
    /// container is started all the same. An engine's own restart policy does not count: it holds a killed container for one that was to end. Default
    /// false: the fault starts it.
    /// </summary>
    public bool IsSupervised { get; init; }
}
