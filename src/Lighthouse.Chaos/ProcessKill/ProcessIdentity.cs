using Lighthouse.Chaos.Processes;

namespace Lighthouse.Chaos.ProcessKill;

/// <summary>A process told apart from a later one with the same id.</summary>
/// <param name="Id">The process id.</param>
/// <param name="StartTicks">Its start in clock ticks since the machine's boot: field 22 of <c>/proc/PID/stat</c>.</param>
public sealed record ProcessIdentity(int Id, long StartTicks)
{
    /// <summary>The identity of a running process; take it right after starting it.</summary>
    /// <exception cref="ChaosException">There is no such process, or the system has no /proc.</exception>
    public static ProcessIdentity Of(int id) => ProcessStat.Of(id) is { } stat
        ? new ProcessIdentity(id, stat.StartTicks)
        : throw new ChaosException($"LHC4101: there is no process {id} in /proc.");

    /// <summary>Whether exactly this process still runs; a zombie does not.</summary>
    public bool IsRunning() => Stat() is { State: not ('Z' or 'X') };

    /// <summary>What the kernel says of exactly this process; null when it is gone.</summary>
    internal ProcessStat? Stat() => ProcessStat.Of(Id) is { } stat && stat.StartTicks == StartTicks ? stat : null;

    /// <summary>Refuses processes that no fault may touch.</summary>
    internal void RequireHarmable(string code)
    {
        if (!OperatingSystem.IsLinux())
            throw new ArgumentException($"{code}: what happens to a process is proven through /proc, which only Linux has.");
        if (Id <= 1 || Id == Environment.ProcessId)
            throw new ArgumentException($"{code}: process {Id} must not be harmed; only one that this run started may be.");
    }
}
