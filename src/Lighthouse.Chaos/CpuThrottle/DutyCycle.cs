using System.Diagnostics;
using Lighthouse.Chaos.Processes;

namespace Lighthouse.Chaos.CpuThrottle;

/// <summary>Stops a process most of the time, by a thread of its own: the system's timers are too coarse for it.</summary>
internal sealed class DutyCycle : IDisposable
{
    private readonly ManualResetEventSlim _end = new();
    private readonly StoppableProcess _process;
    private readonly TimeSpan _runs;
    private readonly TimeSpan _rests;
    private readonly Thread _thread;

    public DutyCycle(StoppableProcess process, TimeSpan runs, TimeSpan period)
    {
        (_process, _runs, _rests) = (process, runs, period - runs);
        process.Stop();
        _thread = new Thread(Turn) { IsBackground = true, Name = "duty cycle", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Ends it; the process runs on.</summary>
    public void Dispose()
    {
        _end.Set();
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
