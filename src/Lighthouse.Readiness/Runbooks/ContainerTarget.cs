namespace Lighthouse.Readiness.Runbooks;

/// <summary>A system that is started for each day, as a container.</summary>
/// <param name="Image">Where its image comes from.</param>
/// <param name="HealthPath">Path of its health check.</param>
/// <param name="Credentials">Name to environment variable.</param>
/// <param name="Location">Where it stands.</param>
public sealed record ContainerTarget(ContainerImage Image, string HealthPath, IReadOnlyDictionary<string, string> Credentials, SourceLocation Location)
    : TargetDefinition(HealthPath, Credentials, Location)
{
    /// <summary>What it needs, such as a database: processes on loopback, started before it in this order, ended after it; only in the network of the machine. Default none.</summary>
    public IReadOnlyList<ProcessDefinition> Services { get; init; } = [];

    /// <summary>Arguments instead of the image's own; <c>{port}</c> is filled in, and <c>{name.port}</c> and <c>{name.url}</c> of a service. Default none.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Variables of the container, filled in likewise. Default none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The port on which it listens inside, published on a free port of 127.0.0.1; null: it is in the network of the machine and listens on the free
    /// port that <c>{port}</c> tells it.
    /// </summary>
    public int? Port { get; init; }

    /// <summary>How long it may take to become ready, without building or fetching its image. Default 30 s.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much of the machine it may take.</summary>
    public ContainerLimits Limits { get; init; } = new(null, null, null);
}

/// <summary>Where the image of a container comes from.</summary>
public abstract record ContainerImage;

/// <summary>An image that the engine has, or fetches.</summary>
/// <param name="Reference">Its name, with a tag or a digest, or its id.</param>
public sealed record NamedImage(string Reference) : ContainerImage;

/// <summary>An image that is built for the run.</summary>
/// <param name="Dockerfile">The Dockerfile, absolute.</param>
/// <param name="BuildContext">The folder whose files it may copy, absolute.</param>
public sealed record BuiltImage(string Dockerfile, string BuildContext) : ContainerImage;

/// <summary>How much of the machine a container may take; null: as much as it wants.</summary>
/// <param name="MemoryBytes">Memory in bytes, swap included.</param>
/// <param name="Processors">Processors, such as 0.5.</param>
/// <param name="Processes">Processes and threads.</param>
public sealed record ContainerLimits(long? MemoryBytes, double? Processors, int? Processes);
