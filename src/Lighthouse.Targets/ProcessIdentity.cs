using System.Diagnostics;
using System.Globalization;

namespace Lighthouse.Targets;

/// <summary>A process, told apart from a later one with the same number by the time it started.</summary>
/// <param name="Id">Process id.</param>
/// <param name="StartedAt">When it started: on Linux in clock ticks since boot, exact; elsewhere in ticks of UTC.</param>
public readonly record struct ProcessIdentity(int Id, long StartedAt)
{
    // Fields 4 and 22 of the status line, counted from field 3.
    private const int ParentField = 1, StartField = 19;

    /// <summary>The identity of a running process.</summary>
    /// <exception cref="TargetException">The process has ended already.</exception>
    public static ProcessIdentity Of(Process process)
    {
        try
        {
            return new ProcessIdentity(process.Id, StartOf(process));
        }
        catch (Exception gone) when (gone is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            throw new TargetException($"LH4007: process {process.Id} ended at once.", gone);
        }
    }

    /// <summary>The same; null when the process has ended already.</summary>
    internal static ProcessIdentity? OfRunning(Process process)
    {
        try
        {
            return Of(process);
        }
        catch (TargetException)
        {
            return null;
        }
    }

    /// <summary>Kills the process and its children if it is still this very process.</summary>
    /// <returns>Whether there was something to kill.</returns>
    public bool KillIfAlive()
    {
        try
        {
            using var process = Process.GetProcessById(Id);
            if (StartOf(process) != StartedAt)
                return false;
            process.Kill(entireProcessTree: true);
            return process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    private static long StartOf(Process process)
    {
        if (!OperatingSystem.IsLinux())
            return process.StartTime.ToUniversalTime().Ticks;
        return long.Parse(StatusOf(process.Id)[StartField], CultureInfo.InvariantCulture);
    }

    /// <summary>The parent of a process on Linux; 0 when the process is gone.</summary>
    internal static int ParentOf(int id)
    {
        try
        {
            return int.Parse(StatusOf(id)[ParentField], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>The fields of the status line from the third on: the command in the second may hold spaces and brackets.</summary>
    private static string[] StatusOf(int id)
    {
        var status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
        return status[(status.LastIndexOf(')') + 2)..].Split(' ');
    }
}
