using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.State;

/// <summary>Rebuilds all state in one pass over the store.</summary>
internal sealed class StateRebuild(
    IEventStore store, Projections projections, IElicitations elicitations, EventWindow window, ILogger<StateRebuild> log)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var events = 0L;
        await foreach (var stored in store.ReadAsync(0, cancellation))
        {
            events++;
            window.Add(stored, Audience.Of(stored.Event));
            projections.Apply(stored);
        }

        elicitations.WatchDeadlines();
        log.LogInformation("State was rebuilt from {Events} events", events);
    }
}
