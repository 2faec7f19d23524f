using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.State;

/// <summary>All state that is rebuilt from events.</summary>
internal sealed class Projections(IEnumerable<IEventSourced> projections, ILogger<Projections> log)
{
    private readonly IEventSourced[] _projections = [.. projections];

    /// <summary>Takes an event into account, if it is one of the bridge's own.</summary>
    public void Apply(StoredEvent stored)
    {
        if (stored.Event.SourceComponent != BridgeEvents.Component) return;
        try
        {
            foreach (var projection in _projections) projection.Apply(stored);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Written by another version: the event stays readable, and what it would have given is missing, which can only refuse.
            log.LogError("Event {Sequence} of type {EventType} could not be applied: {Problem}", stored.Sequence, stored.Event.EventType, problem.Message);
        }
    }
}
