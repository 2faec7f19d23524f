using Cake.Docker.Internal;

namespace Cake.Docker;

/// <summary>Options of <c>docker run</c>.</summary>
public sealed class DockerContainerRunSettings : AutoToolSettings
{
    /// <summary>Capabilities beside the usual.</summary>
    public string[]? CapAdd { get; set; }

    /// <summary>Capabilities to take away; ALL for every one.</summary>
    public string[]? CapDrop { get; set; }

    /// <summary>Share of the processors, such as 0.5.</summary>
    public string? Cpus { get; set; }

    /// <summary>Run in the background and print the container id.</summary>
    public bool? Detach { get; set; }

    /// <summary>Program instead of the image's own.</summary>
    public string? Entrypoint { get; set; }

    /// <summary>Environment variables, NAME=VALUE; their values are shown in no log.</summary>
    [Secret]
    public string[]? Env { get; set; }

    /// <summary>An init process that forwards signals and reaps.</summary>
    public bool? Init { get; set; }

    /// <summary>Labels, NAME=VALUE.</summary>
    public string[]? Label { get; set; }

    /// <summary>Limit of memory, such as 256m.</summary>
    public string? Memory { get; set; }

    /// <summary>Limit of memory and swap together; -1 for none.</summary>
    public string? MemorySwap { get; set; }

    /// <summary>Name of the container.</summary>
    public string? Name { get; set; }

    /// <summary>The network; <c>host</c> and <c>none</c> are such.</summary>
    public string? Network { get; set; }

    /// <summary>Most processes.</summary>
    public int? PidsLimit { get; set; }

    /// <summary>Ports, HOST:CONTAINER.</summary>
    public string[]? Publish { get; set; }

    /// <summary>Mount the root file system read-only.</summary>
    public bool? ReadOnly { get; set; }

    /// <summary>Remove the container when it ends.</summary>
    public bool? Rm { get; set; }

    /// <summary>Security options, such as no-new-privileges.</summary>
    public string[]? SecurityOpt { get; set; }

    /// <summary>User, and group after a colon.</summary>
    public string? User { get; set; }

    /// <summary>Volumes, SOURCE:TARGET.</summary>
    public string[]? Volume { get; set; }

    /// <summary>Working folder inside.</summary>
    public string? Workdir { get; set; }
}
