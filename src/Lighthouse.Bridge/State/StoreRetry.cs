using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.State;

/// <summary>
/// Tries a store that failed again and again, by storing an event that tells of it. A store knows that it works from its last write, and a balancer
/// sends no requests, so no writes, to a bridge that says it is not healthy: left to others it might never be again.
/// </summary>
internal sealed class StoreRetry(IEventStore store, Journal journal, TimeProvider time, ILogger<StoreRetry> log) : IRunsWhenReady
{
    private const string Aggregate = "store";
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(2);
    private long? _failingSince;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(LooksEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping)) await LookAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The bridge stops; the next one opens the store anew.
        }
    }

    private async Task LookAsync()
    {
        if (store.Health.Writable)
        {
            _failingSince = null;
            return;
        }

        var failing = time.GetElapsedTime(_failingSince ??= time.GetTimestamp());
        try
        {
            var data = new JsonObject { ["failing_ms"] = (long)failing.TotalMilliseconds };
            await journal.WriteAsync(BridgeEvents.StoreRecovered, Aggregate, Aggregate, BridgeEvents.Component, data);
            log.LogWarning("Events are stored again, {Seconds:0.#} s after they were first seen not to be", failing.TotalSeconds);
        }
        catch (RefusalException)
        {
            // Why was said when it first failed; a line for each attempt would only fill the log.
        }
    }
}
