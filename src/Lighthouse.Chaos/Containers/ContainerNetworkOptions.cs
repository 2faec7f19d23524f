namespace Lighthouse.Chaos.Containers;

/// <summary>Which container is cut off from which network.</summary>
public sealed record ContainerNetworkOptions
{
    /// <summary>The container. Its <see cref="ContainerOptions.AnswersAsync"/> asks through the network that is cut.</summary>
    public required ContainerOptions Target { get; init; }

    /// <summary>The network's name. Default: none, and the container must be in one network only.</summary>
    public string? Network { get; init; }

    internal void Validate()
    {
        Target.Validate();
        if (Network is not null && string.IsNullOrWhiteSpace(Network))
            throw new ArgumentException("LHC5507: a network without a name does not exist; leave it out where the container is in one only.");
    }
}
