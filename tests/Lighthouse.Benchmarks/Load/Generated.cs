using System.Globalization;
using Lighthouse.Benchmarks.Running;

namespace Lighthouse.Benchmarks.Load;

/// <summary>What a generator in a process of its own did.</summary>
/// <param name="Requests">Answers that were right.</param>
/// <param name="Seconds">In which time.</param>
/// <param name="CpuSeconds">Processor time of the generator meanwhile.</param>
/// <param name="P50">Latency in milliseconds.</param>
/// <param name="P99">Latency in milliseconds.</param>
/// <param name="P999">Latency in milliseconds.</param>
/// <param name="Maximum">Latency in milliseconds.</param>
/// <param name="PeakMegabytes">The most memory that it had.</param>
internal sealed record Generated(
    double Requests, double Seconds, double CpuSeconds, double P50 = 0, double P99 = 0, double P999 = 0, double Maximum = 0, double PeakMegabytes = 0)
{
    /// <summary>Requests a second.</summary>
    public double Rate => Requests / Seconds;

    /// <summary>Processor seconds for 100,000 requests.</summary>
    public double CpuPer100k => CpuSeconds / Requests * 100_000;

    public override string ToString() => string.Join(
        ' ', new[] { Requests, Seconds, CpuSeconds, P50, P99, P999, Maximum, PeakMegabytes }.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>Runs a generator of this program, with the settings that a load process should have.</summary>
    public static async Task<Generated> ByRoleAsync(string role, string[] arguments, CancellationToken cancellation)
    {
        await using var process = ChildProcess.Start(
            Environment.ProcessPath!,
            [ChildProcess.RoleOption + role, .. arguments],
            new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_gcConcurrent"] = "0" });
        var n = (await process.OutputAsync(cancellation)).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new Generated(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
    }
}
