using System.Globalization;

namespace Lighthouse.Suites.Performance.Watching;

/// <summary>The memory of this machine, as the kernel counts it.</summary>
internal static class MachineMemory
{
    /// <summary>The share that is in use and cannot be had, 0 to 1.</summary>
    public static double UsedShare
    {
        get
        {
            var lines = File.ReadLines("/proc/meminfo").ToList();
            return 1 - (Kilobytes(lines, "MemAvailable:") / Kilobytes(lines, "MemTotal:"));
        }
    }

    private static double Kilobytes(List<string> lines, string name) =>
        double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
