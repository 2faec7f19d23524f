namespace Cake.Docker;

/// <summary>Options of <c>docker rm</c>.</summary>
public sealed class DockerContainerRmSettings : AutoToolSettings
{
    /// <summary>Kill it when it runs.</summary>
    public bool? Force { get; set; }

    /// <summary>Its nameless volumes as well.</summary>
    public bool? Volumes { get; set; }
}
