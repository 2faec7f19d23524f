using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Http;

namespace Lighthouse.Bridge.Operations;

/// <summary>Stored events as the wire shows them.</summary>
internal static class EventReplies
{
    public static EventReply Of(StoredEvent stored)
    {
        var e = stored.Event;
        return new(
            IdOf(stored), e.EventType, e.AggregateId, e.AggregateType, stored.TimestampNs / 1e9, e.Data, e.SourceAgent, e.SourceComponent, stored.Sequence);
    }

    public static EventIdReply IdOf(StoredEvent stored) => new(stored.TimestampNs, stored.Sequence, stored.NodeId);
}
