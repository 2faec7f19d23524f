using Cake.Docker.Internal;

namespace Cake.Docker;

/// <summary>Options of <c>docker image build</c>.</summary>
public sealed class DockerImageBuildSettings : AutoToolSettings
{
    /// <summary>Variables of the build, NAME=VALUE.</summary>
    [Secret]
    public string[]? BuildArg { get; set; }

    /// <summary>The Dockerfile. Default <c>Dockerfile</c> in the context.</summary>
    public string? File { get; set; }

    /// <summary>Labels of the image, NAME=VALUE.</summary>
    public string[]? Label { get; set; }

    /// <summary>Build every layer again.</summary>
    public bool? NoCache { get; set; }

    /// <summary>Ask the registry for a newer base image.</summary>
    public bool? Pull { get; set; }

    /// <summary>Print just the image id.</summary>
    public bool? Quiet { get; set; }

    /// <summary>Names of the image.</summary>
    public string[]? Tag { get; set; }

    /// <summary>The stage to build.</summary>
    public string? Target { get; set; }
}
