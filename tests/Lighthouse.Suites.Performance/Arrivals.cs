using System.Collections.Concurrent;

namespace Lighthouse.Suites.Performance;

/// <summary>Lets whoever caused something wait until it has arrived elsewhere, also when it arrives before the waiting begins.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> expected = new();

    public int Count => expected.Values.Count(one => one.Task.IsCompleted);

    public void Arrived(string key) => Of(key).TrySetResult();

    public Task WaitAsync(string key, CancellationToken cancellation) => Of(key).Task.WaitAsync(cancellation);

    /// <summary>Waits, and forgets what came: who goes on for days may not remember all of it.</summary>
    public async Task TakeAsync(string key, CancellationToken cancellation)
    {
        try
        {
            await WaitAsync(key, cancellation);
        }
        finally
        {
            expected.TryRemove(key, out _);
        }
    }

    private TaskCompletionSource Of(string key) =>
        expected.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
