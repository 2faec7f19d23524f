namespace Cake.Docker;

/// <summary>Options of <c>docker logs</c>.</summary>
public sealed class DockerContainerLogsSettings : AutoToolSettings
{
    /// <summary>From when on: a time, or 10m.</summary>
    public string? Since { get; set; }

    /// <summary>How many of the last lines. Default all.</summary>
    public string? Tail { get; set; }

    /// <summary>With the time of each line.</summary>
    public bool? Timestamps { get; set; }

    /// <summary>Up to when: a time, or 10m.</summary>
    public string? Until { get; set; }
}
