using System.Globalization;
using System.Runtime.InteropServices;
using Lighthouse.Readiness.Environments;

namespace Lighthouse.Pipeline.Runs;

/// <summary>What a reader of a measurement wants to know of the machine.</summary>
internal static class MachineFacts
{
    public static IReadOnlyDictionary<string, string> Read() => new Dictionary<string, string>
    {
        ["os"] = RuntimeInformation.OSDescription,
        ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
        ["processors"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
        ["memory_bytes"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString(CultureInfo.InvariantCulture),
        ["class"] = MachineClass.Read().Id,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
    };
}
