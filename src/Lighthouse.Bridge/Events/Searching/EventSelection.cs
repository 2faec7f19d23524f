namespace Lighthouse.Bridge.Events.Searching;

/// <summary>Which events are asked for; what is not set does not filter.</summary>
public sealed record EventSelection
{
    /// <summary>Only above this sequence. Default 0.</summary>
    public long AfterSequence { get; init; }

    /// <summary>Only up to this sequence.</summary>
    public long UpToSequence { get; init; } = long.MaxValue;

    /// <summary>Only at or after this time, in nanoseconds since 1970.</summary>
    public long FromNs { get; init; } = long.MinValue;

    /// <summary>Only at or before this time, in nanoseconds since 1970.</summary>
    public long ToNs { get; init; } = long.MaxValue;

    /// <summary>Only this type.</summary>
    public string? EventType { get; init; }

    /// <summary>Only what this agent caused.</summary>
    public string? SourceAgent { get; init; }

    /// <summary>Only from this component.</summary>
    public string? SourceComponent { get; init; }

    /// <summary>Only about an aggregate of this type.</summary>
    public string? AggregateType { get; init; }

    /// <summary>Only about this aggregate.</summary>
    public string? AggregateId { get; init; }

    /// <summary>Whether anything but sequence and time filters.</summary>
    internal bool FiltersContent => EventType is not null || SourceAgent is not null || SourceComponent is not null || AggregateType is not null || AggregateId is not null;

    /// <summary>Whether an event is asked for.</summary>
    public bool Matches(StoredEvent stored)
    {
        var e = stored.Event;
        return stored.Sequence > AfterSequence && stored.Sequence <= UpToSequence && stored.TimestampNs >= FromNs && stored.TimestampNs <= ToNs
            && (EventType is null || e.EventType == EventType)
            && (SourceAgent is null || e.SourceAgent == SourceAgent)
            && (SourceComponent is null || e.SourceComponent == SourceComponent)
            && (AggregateType is null || e.AggregateType == AggregateType)
            && (AggregateId is null || e.AggregateId == AggregateId);
    }
}
