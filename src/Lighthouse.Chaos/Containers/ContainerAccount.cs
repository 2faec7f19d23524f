using System.Globalization;
using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Containers;

/// <summary>The kernel's account of a container, as the engine tells it.</summary>
/// <param name="said">The engine's answer.</param>
internal sealed class ContainerAccount(JsonObject said)
{
    /// <summary>When it was taken, by the engine's clock.</summary>
    public DateTimeOffset At => DateTimeOffset.TryParse(said["read"]?.ToString(), CultureInfo.InvariantCulture, out var moment) ? moment : DateTimeOffset.MinValue;

    /// <summary>Processor time of all its processes so far.</summary>
    public TimeSpan Used => TimeSpan.FromMicroseconds(ContainerState.Number(said["cpu_stats"]?["cpu_usage"]?["total_usage"]) / 1_000.0);

    /// <summary>In how many periods it was held back.</summary>
    public long HeldBack => ContainerState.Number(said["cpu_stats"]?["throttling_data"]?["throttled_periods"]);

    /// <summary>Bytes of memory that it uses, apart from what the kernel keeps of files and gives up when asked.</summary>
    public long MemoryUsed
    {
        get
        {
            var (memory, detail) = (said["memory_stats"], said["memory_stats"]?["stats"]);
            // Either version of control groups has a name of its own for it.
            return ContainerState.Number(memory?["usage"]) - ContainerState.Number(detail?["cache"] ?? detail?["file"]);
        }
    }

    /// <summary>Most memory that the kernel gives it, in bytes.</summary>
    public long MemoryLimit => ContainerState.Number(said["memory_stats"]?["limit"]);
}
