using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Searching;

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
    // A double of today's unix seconds is exact to less than this; Matches has the last word.
    private const long Slack = 1_000_000;

    /// <summary>What the store is asked for: all that matches, and little more.</summary>
    public EventSelection Selection(long upTo) => new()
    {
        AfterSequence = AfterSequence, UpToSequence = upTo, EventType = EventType, SourceAgent = SourceAgent,
        FromNs = StartTime is { } start ? Nanoseconds(start) - Slack : long.MinValue,
        ToNs = EndTime is { } end && Nanoseconds(end) is var ns && ns < long.MaxValue - Slack ? ns + Slack : long.MaxValue,
    };

    private static long Nanoseconds(double seconds) => (long)Math.Min((decimal)seconds * 1_000_000_000m, long.MaxValue);

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
