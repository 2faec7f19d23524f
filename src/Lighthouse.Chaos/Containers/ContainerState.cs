using System.Globalization;
using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Containers;

/// <summary>What an engine says of a container.</summary>
/// <param name="said">Its answer.</param>
internal sealed class ContainerState(JsonObject said)
{
    private JsonNode? State => said["State"];

    private JsonNode? Limits => said["HostConfig"];

    public string? Id => said["Id"]?.ToString();

    public string? RunId => said["Config"]?["Labels"]?[ContainerIdentity.RunLabel]?.ToString();

    public bool IsRunning => State?["Running"]?.ToString() == "true";

    public bool IsPaused => State?["Paused"]?.ToString() == "true";

    public string Status => State?["Status"]?.ToString() ?? "unknown";

    public long ExitCode => Number(State?["ExitCode"]);

    /// <summary>When it was started last, as the engine writes it.</summary>
    public string StartedAt => State?["StartedAt"]?.ToString() ?? "";

    /// <summary>When it ended last, as the engine writes it.</summary>
    public string FinishedAt => State?["FinishedAt"]?.ToString() ?? "";

    /// <summary>Billionths of a core, as <c>--cpus</c> sets them; 0 for none.</summary>
    public long NanoCpus => Number(Limits?["NanoCpus"]);

    /// <summary>Microseconds in each period; 0 or less for no limit.</summary>
    public long CpuQuota => Number(Limits?["CpuQuota"]);

    /// <summary>Microseconds; 0 for the kernel's own.</summary>
    public long CpuPeriod => Number(Limits?["CpuPeriod"]);

    /// <summary>Bytes; 0 for no limit.</summary>
    public long Memory => Number(Limits?["Memory"]);

    /// <summary>Bytes of memory and swap together; 0 or less for no limit of their own.</summary>
    public long MemorySwap => Number(Limits?["MemorySwap"]);

    /// <summary>Its networks by their names.</summary>
    public JsonObject Networks => said["NetworkSettings"]?["Networks"] as JsonObject ?? [];

    /// <summary>Whether it is connected to a network.</summary>
    public bool IsIn(string networkId) => Networks.Any(network => network.Value?["NetworkID"]?.ToString() == networkId);

    public static long Number(JsonNode? value) => long.TryParse(value?.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
