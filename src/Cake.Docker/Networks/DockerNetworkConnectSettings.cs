namespace Cake.Docker;

/// <summary>Options of <c>docker network connect</c>.</summary>
public sealed class DockerNetworkConnectSettings : AutoToolSettings
{
    /// <summary>Names of the container in the network.</summary>
    public string[]? Alias { get; set; }

    /// <summary>Address of the container in the network.</summary>
    public string? Ip { get; set; }
}
