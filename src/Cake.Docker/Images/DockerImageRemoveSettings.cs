namespace Cake.Docker;

/// <summary>Options of <c>docker rmi</c>.</summary>
public sealed class DockerImageRemoveSettings : AutoToolSettings
{
    /// <summary>Also when a stopped container uses it.</summary>
    public bool? Force { get; set; }

    /// <summary>Keep untagged parents.</summary>
    public bool? NoPrune { get; set; }
}
