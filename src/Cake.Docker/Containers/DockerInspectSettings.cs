namespace Cake.Docker;

/// <summary>Options of <c>docker inspect</c>.</summary>
public sealed class DockerInspectSettings : AutoToolSettings
{
    /// <summary>A template for each object; without it, JSON.</summary>
    public string? Format { get; set; }

    /// <summary>Only objects of this kind.</summary>
    public string? Type { get; set; }
}
