namespace Cake.Docker;

/// <summary>Options of <c>docker ps</c>.</summary>
public sealed class DockerContainerPsSettings : AutoToolSettings
{
    /// <summary>Also those that have ended.</summary>
    public bool? All { get; set; }

    /// <summary>Conditions, NAME=VALUE.</summary>
    public string[]? Filter { get; set; }

    /// <summary>A template for each line.</summary>
    public string? Format { get; set; }

    /// <summary>Whole ids.</summary>
    public bool? NoTrunc { get; set; }

    /// <summary>Just ids.</summary>
    public bool? Quiet { get; set; }
}
