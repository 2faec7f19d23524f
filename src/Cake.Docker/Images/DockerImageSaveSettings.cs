namespace Cake.Docker;

/// <summary>Options of <c>docker save</c>.</summary>
public sealed class DockerImageSaveSettings : AutoToolSettings
{
    /// <summary>The file to write.</summary>
    public string? Output { get; set; }
}
