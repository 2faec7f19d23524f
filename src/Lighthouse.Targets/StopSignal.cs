using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lighthouse.Targets;

/// <summary>Asks a process and its descendants to stop.</summary>
internal static class StopSignal
{
    private const int Terminate = 15;

    /// <summary>Sends SIGTERM to each, by its id; where there is no such signal they are killed.</summary>
    /// <returns>The descendants, for the caller to end those that stay.</returns>
    public static IReadOnlyList<ProcessIdentity> Send(Process process)
    {
        if (!OperatingSystem.IsLinux())
        {
            process.Kill(entireProcessTree: true);
            return [];
        }

        var descendants = PortOwner.FamilyOf(process.Id).Skip(1).Select(IdentityOf).OfType<ProcessIdentity>().ToList();
        foreach (var id in descendants.Select(one => one.Id).Prepend(process.Id))
            _ = Kill(id, Terminate);
        return descendants;
    }

    private static ProcessIdentity? IdentityOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return ProcessIdentity.OfRunning(process);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // One that has ended already needs no signal, so the answer says nothing.
    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
