using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.Processes;

/// <summary>A process of this run's that is stopped and continued, written down before it is stopped for the first time.</summary>
internal sealed class StoppableProcess(ProcessIdentity identity, StopJournal journal)
{
    private bool _isWritten;

    /// <summary>Stops it.</summary>
    /// <exception cref="ChaosException">It is gone, or another has its number.</exception>
    public void Stop()
    {
        if (!_isWritten)
            journal.Write(identity);
        _isWritten = true;
        Send(identity, Signals.Stop);
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
    public static bool Continue(ProcessIdentity identity) => identity.IsRunning() && Signals.Send(identity.Id, Signals.Continue);

    private static void Send(ProcessIdentity identity, int signal)
    {
        if (!identity.IsRunning())
            throw new ChaosException($"LHC4601: process {identity.Id} does not run, or is not the one that this run started; it was not stopped.");
        if (!Signals.Send(identity.Id, signal))
            throw new ChaosException($"LHC4602: signal {signal} to process {identity.Id} failed with error {Signals.LastError}.");
    }
}
