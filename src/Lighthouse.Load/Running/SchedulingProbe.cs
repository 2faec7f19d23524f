using System.Diagnostics;
using Lighthouse.Load.Recording;

namespace Lighthouse.Load.Running;

/// <summary>Puts a nothing to the thread pool every 10 ms from a thread of its own and records how late it runs: the delay that every step has too.</summary>
internal sealed class SchedulingProbe : IDisposable
{
    private static readonly TimeSpan s_distance = TimeSpan.FromMilliseconds(10);

    private readonly LatencyHistogram _delays;
    private readonly Thread _thread;
    private volatile bool _over;

    public SchedulingProbe(LatencyHistogram delays)
    {
        _delays = delays;
        _thread = new Thread(Run) { IsBackground = true, Name = "Lighthouse.Load scheduling probe" };
        _thread.Start();
    }

    public void Dispose()
    {
        _over = true;
        _thread.Join();
    }

    private void Run()
    {
        while (!_over)
        {
            var put = Stopwatch.GetTimestamp();
            ThreadPool.UnsafeQueueUserWorkItem(delays => delays.Add(Stopwatch.GetElapsedTime(put)), _delays, preferLocal: false);
            Thread.Sleep(s_distance);
        }
    }
}
