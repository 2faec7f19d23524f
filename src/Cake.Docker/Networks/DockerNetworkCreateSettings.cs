namespace Cake.Docker;

/// <summary>Options of <c>docker network create</c>.</summary>
public sealed class DockerNetworkCreateSettings : AutoToolSettings
{
    /// <summary>The driver. Default bridge.</summary>
    public string? Driver { get; set; }

    /// <summary>Gateways.</summary>
    public string[]? Gateway { get; set; }

    /// <summary>Without a way out.</summary>
    public bool? Internal { get; set; }

    /// <summary>Labels, NAME=VALUE.</summary>
    public string[]? Label { get; set; }

    /// <summary>Options of the driver, NAME=VALUE.</summary>
    public string[]? Opt { get; set; }

    /// <summary>Subnets, such as 10.1.0.0/24.</summary>
    public string[]? Subnet { get; set; }
}
