namespace Cake.Docker;

/// <summary>Options of <c>docker pull</c>.</summary>
public sealed class DockerImagePullSettings : AutoToolSettings
{
    /// <summary>The platform, such as linux/amd64.</summary>
    public string? Platform { get; set; }

    /// <summary>Print no progress.</summary>
    public bool? Quiet { get; set; }
}
