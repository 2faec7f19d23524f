using System.Diagnostics;

namespace Lighthouse.Chaos.NetworkProxy;

/// <summary>
/// Wakes waiters at a moment, to about a millisecond, by a thread of its own: the system's timers come three milliseconds late and more, which a
/// latency of 100 ms would show. The thread exists while somebody waits or has waited in the last seconds.
/// </summary>
internal sealed class PacingClock
{
    private const int IdleMilliseconds = 5_000;
    private readonly object _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private bool _isRunning;

    /// <summary>Completes at a timestamp of <see cref="Stopwatch"/>; at once when it has passed.</summary>
    public Task UntilAsync(long due)
    {
        if (due <= Stopwatch.GetTimestamp())
            return Task.CompletedTask;
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue(waiter, due);
            if (!_isRunning)
                new Thread(Run) { IsBackground = true, Name = "proxy clock" }.Start();
            _isRunning = true;
            Monitor.Pulse(_gate);
        }

        return waiter.Task;
    }

    private void Run()
    {
        lock (_gate)
        {
            while (true)
            {
                if (!_waiting.TryPeek(out var waiter, out var due))
                {
                    if (!Monitor.Wait(_gate, IdleMilliseconds) && _waiting.Count == 0)
                    {
                        _isRunning = false;
                        return;
                    }
                }
                else if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var left && left > TimeSpan.Zero)
                {
                    Monitor.Wait(_gate, (int)Math.Ceiling(left.TotalMilliseconds));
                }
                else
                {
                    _waiting.Dequeue();
                    waiter.SetResult();
                }
            }
        }
    }
}
