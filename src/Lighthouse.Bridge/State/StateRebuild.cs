using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.State;

/// <summary>Rebuilds all state in one pass over the store.</summary>
internal sealed class StateRebuild(
    IEventStore store, IEnumerable<IEventSourced> projections, IElicitations elicitations, EventWindow window, ILogger<StateRebuild> log)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var events = 0L;
        await foreach (var stored in store.ReadAsync(0, cancellation))
        {
            events++;
            window.Add(stored, Audience.Of(stored.Event));
            if (stored.Event.SourceComponent == BridgeEvents.Component) Apply(stored);
        }

        elicitations.WatchDeadlines();
        log.LogInformation("State was rebuilt from {Events} events", events);
    }

    private void Apply(StoredEvent stored)
    {
        try
        {
            foreach (var projection in projections) projection.Apply(stored);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Written by another version: the event stays readable, and what it would have given is missing, which can only refuse.
            log.LogError("Event {Sequence} of type {EventType} could not be applied: {Problem}", stored.Sequence, stored.Event.EventType, problem.Message);
        }
    }
}
