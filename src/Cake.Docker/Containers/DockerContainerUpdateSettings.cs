namespace Cake.Docker;

/// <summary>Options of <c>docker update</c>.</summary>
public sealed class DockerContainerUpdateSettings : AutoToolSettings
{
    /// <summary>Share of the processors, such as 0.5.</summary>
    public string? Cpus { get; set; }

    /// <summary>Limit of memory, such as 256m.</summary>
    public string? Memory { get; set; }

    /// <summary>Limit of memory and swap together; -1 for none.</summary>
    public string? MemorySwap { get; set; }

    /// <summary>Most processes.</summary>
    public int? PidsLimit { get; set; }

    /// <summary>When to start it again: no, on-failure, always, unless-stopped.</summary>
    public string? Restart { get; set; }
}
