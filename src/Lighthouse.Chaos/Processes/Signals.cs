using System.Runtime.InteropServices;

namespace Lighthouse.Chaos.Processes;

/// <summary>Signals by their numbers on Linux.</summary>
internal static class Signals
{
    public const int Terminate = 15, Continue = 18, Stop = 19;

    /// <summary>Sends one to a process whose identity has been looked at; tells whether that worked.</summary>
    public static bool Send(int id, int signal) => Kill(id, signal) == 0;

    /// <summary>Why the last one was not sent.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int id, int signal);
}
