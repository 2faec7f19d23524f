using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Messages;

/// <summary>Which events a query asks for; null does not filter.</summary>
/// <param name="EventType">Only this type.</param>
/// <param name="SourceAgent">Only events that this agent caused.</param>
/// <param name="StartTime">Only at or after this unix second.</param>
/// <param name="EndTime">Only at or before this unix second.</param>
/// <param name="AfterSequence">Only above this sequence.</param>
/// <param name="Limit">At most this many.</param>
public sealed record EventFilter(string? EventType, string? SourceAgent, double? StartTime, double? EndTime, long AfterSequence, int Limit)
{
    /// <summary>Whether an event matches, apart from its sequence.</summary>
    public bool Matches(StoredEvent stored)
    {
        var seconds = stored.TimestampNs / 1e9;
        return (EventType is null || stored.Event.EventType == EventType)
            && (SourceAgent is null || stored.Event.SourceAgent == SourceAgent)
            && !(seconds < StartTime)
            && !(seconds > EndTime);
    }
}
