using System.Collections.Concurrent;
using Lighthouse.Bridge.Events.Archiving;

namespace Lighthouse.Bridge.State;

/// <summary>
/// Work that nobody waits for, on a thread of its own that rests again and again, so that it takes a share of one core. Beside a second
/// of such work at full speed every answer of a machine with two cores comes later; the pool's threads must not rest, and this one may.
/// </summary>
internal static class PacedWork
{
    [ThreadStatic]
    private static (Pace Pace, CancellationToken Cancellation)? _here;

    /// <summary>Runs asynchronous work; what it awaits with its context goes on upon the same thread.</summary>
    /// <param name="name">Of the thread; Linux shows fifteen letters of it.</param>
    /// <param name="share">Of one core, above 0 and at most 1.</param>
    /// <param name="work">The work. An exception or a cancellation of it is that of the task returned.</param>
    /// <param name="cancellation">Ends its next rest, and with it the work.</param>
    public static Task RunAsync(string name, double share, Func<Task> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run((new Pace(share), cancellation), work, done)) { IsBackground = true, Name = name }.Start();
        return done.Task;
    }

    /// <summary>Rests if this thread is such a one and has worked long enough; called between small pieces of work. Elsewhere it does nothing.</summary>
    /// <exception cref="OperationCanceledException">The work is to end.</exception>
    public static void Rest()
    {
        if (_here is not var (pace, cancellation)) return;
        pace.Rest(cancellation);
        pace.Begin();
    }

    private static void Run((Pace Pace, CancellationToken Cancellation) here, Func<Task> work, TaskCompletionSource done)
    {
        using var turns = new Turns();
        SynchronizationContext.SetSynchronizationContext(turns);
        _here = here;
        here.Pace.Begin();
        var running = StartAsync(work);
        running.ContinueWith(_ => turns.End(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        turns.TakeAll();
        done.SetFromTask(running);
    }

    private static async Task StartAsync(Func<Task> work) => await work();

    private sealed class Turns : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Turn, object? State)> _waiting = [];

        public override void Post(SendOrPostCallback d, object? state) => _waiting.Add((d, state));

        public void TakeAll()
        {
            foreach (var (turn, state) in _waiting.GetConsumingEnumerable())
            {
                // What was waited for was no work.
                _here?.Pace.Begin();
                turn(state);
            }
        }

        public void End() => _waiting.CompleteAdding();

        public void Dispose() => _waiting.Dispose();
    }
}
