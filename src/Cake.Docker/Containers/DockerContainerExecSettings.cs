using Cake.Docker.Internal;

namespace Cake.Docker;

/// <summary>Options of <c>docker exec</c>.</summary>
public sealed class DockerContainerExecSettings : AutoToolSettings
{
    /// <summary>Do not wait for its end.</summary>
    public bool? Detach { get; set; }

    /// <summary>Environment variables, NAME=VALUE; their values are shown in no log.</summary>
    [Secret]
    public string[]? Env { get; set; }

    /// <summary>With every capability.</summary>
    public bool? Privileged { get; set; }

    /// <summary>User, and group after a colon.</summary>
    public string? User { get; set; }

    /// <summary>Working folder inside.</summary>
    public string? Workdir { get; set; }
}
