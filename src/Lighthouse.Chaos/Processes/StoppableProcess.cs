using System.Runtime.InteropServices;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.Processes;

/// <summary>A process of this run's that is stopped and continued, written down before it is stopped for the first time.</summary>
internal sealed class StoppableProcess(ProcessIdentity identity, StopJournal journal)
{
    private const int SigCont = 18, SigStop = 19;
    private bool _isWritten;

    /// <summary>Stops it.</summary>
    /// <exception cref="ChaosException">It is gone, or another has its number.</exception>
    public void Stop()
    {
        if (!_isWritten)
            journal.Write(identity);
        _isWritten = true;
        Send(identity, SigStop);
    }

    /// <summary>Lets it go on; nothing happens when it is gone.</summary>
    public void Continue() => Continue(identity);

    /// <summary>Lets it go on for good.</summary>
    public void Release()
    {
        Continue();
        if (_isWritten)
            journal.Strike(identity);
        _isWritten = false;
    }

    /// <summary>Lets a process go on if it is still this very process; tells whether it was.</summary>
    public static bool Continue(ProcessIdentity identity) => identity.IsRunning() && Kill(identity.Id, SigCont) == 0;

    private static void Send(ProcessIdentity identity, int signal)
    {
        if (!identity.IsRunning())
            throw new ChaosException($"LHC4601: process {identity.Id} does not run, or is not the one that this run started; it was not stopped.");
        if (Kill(identity.Id, signal) != 0)
            throw new ChaosException($"LHC4602: signal {signal} to process {identity.Id} failed with error {Marshal.GetLastPInvokeError()}.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int id, int signal);
}
