using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.State;

/// <summary>
/// Tries a store that failed again and again, by storing an event that tells of it. A store knows that it works from its last write, and a balancer
/// sends no requests, so no writes, to a bridge that says it is not healthy: left to others it might never be again.
/// </summary>
internal sealed class StoreRetry(IEventStore store, TimeProvider time, ILogger<StoreRetry> log) : IRunsWhenReady
{
    private const string Aggregate = "store";
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(2);
    private static readonly JsonElement NoMetadata = JsonElement.Parse("{}");
    private long? _failingSince;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(LooksEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping)) await LookAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The bridge stops; the next one opens the store anew.
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        if (store.Health.Writable)
        {
            _failingSince = null;
            return;
        }

        var since = _failingSince ??= time.GetTimestamp();
        try
        {
            var failing = time.GetElapsedTime(since);
            await store.AppendAsync([Recovered(failing)], stopping);
            log.LogWarning("Events are stored again, {Seconds:0.#} s after they were first seen not to be", failing.TotalSeconds);
        }
        catch (EventStoreException)
        {
            // It said why when it first failed; a line for each attempt would only fill the log.
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            // Whatever it is: what cannot be stored must not take down what can be served.
            log.LogError(problem, "The store could not be tried ({Problem})", problem.Message);
        }
    }

    private static NewEvent Recovered(TimeSpan failing)
    {
        var data = new JsonObject { ["failing_ms"] = (long)failing.TotalMilliseconds };
        return new NewEvent(
            BridgeEvents.StoreRecovered, Aggregate, Aggregate, BridgeEvents.Component, BridgeEvents.Component,
            JsonSerializer.SerializeToElement(data, StateJson.Default.JsonObject), NoMetadata);
    }
}
