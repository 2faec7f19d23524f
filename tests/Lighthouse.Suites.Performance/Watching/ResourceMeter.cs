using System.Globalization;

namespace Lighthouse.Suites.Performance.Watching;

/// <summary>Measures what the target and this process use from its making on.</summary>
internal sealed class ResourceMeter
{
    private readonly WatchedProcess target;
    private readonly WatchedProcess own = WatchedProcess.Own;
    private readonly long begun = TimeProvider.System.GetTimestamp();
    private readonly TimeSpan targetBefore;
    private readonly TimeSpan ownBefore;

    public ResourceMeter(WatchedProcess target) => (this.target, targetBefore, ownBefore) = (target, target.ProcessorTime, own.ProcessorTime);

    /// <summary>What was used since then.</summary>
    public ResourceUse Read()
    {
        var all = TimeProvider.System.GetElapsedTime(begun) * Environment.ProcessorCount;
        return new ResourceUse(
            (target.ProcessorTime - targetBefore) / all, (own.ProcessorTime - ownBefore) / all, MachineMemory.UsedShare, Descriptors(target), Descriptors(own));
    }

    private static double Descriptors(WatchedProcess process) => (double)process.Descriptors / MostDescriptors(process.Id);

    private static long MostDescriptors(int id)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/limits")).First(one => one.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return soft == "unlimited" ? long.MaxValue : long.Parse(soft, CultureInfo.InvariantCulture);
    }
}
