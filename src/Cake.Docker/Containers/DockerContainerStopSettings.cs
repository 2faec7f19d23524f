namespace Cake.Docker;

/// <summary>Options of <c>docker stop</c>.</summary>
public sealed class DockerContainerStopSettings : AutoToolSettings
{
    /// <summary>Seconds until a container that does not stop is killed. Default 10.</summary>
    public int? Time { get; set; }
}
