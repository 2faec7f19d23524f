using Lighthouse.Load.Running;

namespace Lighthouse.Load.Arrivals;

/// <summary>
/// Starts each iteration at its intended time from a thread of its own: timers of the pool overshoot by milliseconds
/// and run late exactly when the machine is busy, which is when lateness matters.
/// </summary>
internal sealed class Pacer(OpenModel model, LoadExecution execution)
{
    // A sleep wakes some microseconds late. The rest is waited for awake, which costs a few percent of a core at 1,000/s.
    private static readonly TimeSpan s_spin = TimeSpan.FromMicroseconds(20);

    /// <summary>Runs until the last arrival was started or the execution was told to stop.</summary>
    public Task RunAsync()
    {
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                StartAll();
                finished.SetResult();
            }
            catch (Exception exception)
            {
                finished.SetException(exception);
            }
        })
        { IsBackground = true, Name = "Lighthouse.Load pacer" };
        thread.Start();
        return finished.Task;
    }

    private void StartAll()
    {
        ShortSleep.BeExactOnThisThread();
        var number = 0L;
        foreach (var start in model.IntendedStarts())
        {
            if (!WaitUntil(start))
                return;
            execution.Start(new Iteration(model.NumberOf(number++), 0, start));
        }
    }

    private bool WaitUntil(TimeSpan start)
    {
        while (!execution.IsStopping)
        {
            var left = start - execution.Elapsed;
            if (left <= TimeSpan.Zero)
                return true;
            if (left > s_spin)
                ShortSleep.AtMostOneMillisecond(left - s_spin);
            else
                Thread.SpinWait(10);
        }

        return false;
    }
}
