namespace Cake.Docker;

/// <summary>Options of <c>docker kill</c>.</summary>
public sealed class DockerContainerKillSettings : AutoToolSettings
{
    /// <summary>The signal. Default KILL.</summary>
    public string? Signal { get; set; }
}
