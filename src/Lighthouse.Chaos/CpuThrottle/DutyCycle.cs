using System.Diagnostics;
using Lighthouse.Chaos.ProcessKill;
using Lighthouse.Chaos.Processes;

namespace Lighthouse.Chaos.CpuThrottle;

/// <summary>Stops a process most of the time, by a thread of its own: the system's timers are too coarse for it.</summary>
internal sealed class DutyCycle : IThrottle
{
    private const double MostlyStopped = 0.5;
    private readonly ManualResetEventSlim _end = new();
    private readonly ProcessIdentity _identity;
    private readonly StoppableProcess _process;
    private readonly TimeSpan _runs;
    private readonly TimeSpan _rests;
    private readonly Thread _thread;
    private int _looks;
    private int _stopped;
    private bool _hasBegun;

    public DutyCycle(ProcessIdentity identity, StopJournal journal, TimeSpan runs, TimeSpan period)
    {
        (_identity, _process, _runs, _rests) = (identity, new StoppableProcess(identity, journal), runs, period - runs);
        _thread = new Thread(Turn) { IsBackground = true, Name = "duty cycle", Priority = ThreadPriority.AboveNormal };
    }

    public EffectProof Seen => new(_stopped >= MostlyStopped * _looks, $"stopped in {_stopped} of {_looks} looks");

    public void Begin()
    {
        _process.Stop();
        _hasBegun = true;
        _thread.Start();
    }

    public void Look()
    {
        _looks++;
        _stopped += _identity.Stat()?.State == 'T' ? 1 : 0;
    }

    /// <summary>Ends it; the process runs on.</summary>
    public void Dispose()
    {
        _end.Set();
        if (_hasBegun)
            _thread.Join();
        _end.Dispose();
        _process.Release();
    }

    private void Turn()
    {
        try
        {
            while (!_end.Wait(_rests))
            {
                _process.Continue();
                var begun = Stopwatch.GetTimestamp();
                Thread.Sleep(_runs);
                // Woken late on a busy machine: the next turn begins with its stop all the same.
                while (Stopwatch.GetElapsedTime(begun) < _runs)
                    Thread.Sleep(0);
                _process.Stop();
            }
        }
        catch (ChaosException)
        {
            // The process has ended; whoever looks for the effect sees it.
        }
    }
}
