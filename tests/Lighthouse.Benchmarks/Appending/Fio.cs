using System.Globalization;
using System.Text.Json;
using Lighthouse.Benchmarks.Running;

namespace Lighthouse.Benchmarks.Appending;

/// <summary>What fio reaches with write + fdatasync, one at a time.</summary>
internal static class Fio
{
    public static string? Missing => File.Exists("/usr/bin/fio") ? null : "fio is missing";

    /// <summary>Writes per second: over a file that was laid out before, or at the end of one that grows.</summary>
    public static async Task<double> RateAsync(string folder, bool laidOut, TimeSpan time, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "--name=append", $"--filename={Path.Combine(folder, laidOut ? "fio-laid-out" : "fio-growing")}", "--rw=write",
            $"--bs={BenchmarkEvents.RecordBytes.ToString(CultureInfo.InvariantCulture)}", "--ioengine=psync", "--fdatasync=1", "--size=64m", "--time_based=1",
            $"--runtime={((int)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)}ms", "--fallocate=none", $"--overwrite={(laidOut ? 1 : 0)}",
            "--output-format=json",
        ];
        if (!laidOut)
            File.Delete(Path.Combine(folder, "fio-growing"));
        await using var fio = ChildProcess.Start("/usr/bin/fio", arguments);
        using var report = JsonDocument.Parse(await fio.OutputAsync(cancellation));
        return report.RootElement.GetProperty("jobs")[0].GetProperty("write").GetProperty("iops").GetDouble();
    }
}
