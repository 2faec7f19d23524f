namespace Cake.Docker;

/// <summary>Options of <c>docker network disconnect</c>.</summary>
public sealed class DockerNetworkDisconnectSettings : AutoToolSettings
{
    /// <summary>Also when the container does not answer.</summary>
    public bool? Force { get; set; }
}
