namespace Lighthouse.Bridge.Events;

/// <summary>What the store accepts.</summary>
public static class EventLimits
{
    /// <summary>Bytes of one event as stored JSON: 1 MiB.</summary>
    public const int EventBytes = 1 << 20;

    /// <summary>Events of one append.</summary>
    public const int BatchEvents = 1_000;

    /// <summary>Bytes of one append as stored JSON: 10 MiB.</summary>
    public const int BatchBytes = 10 << 20;

    /// <summary>Depth of nesting of an event's data and of its metadata.</summary>
    public const int Depth = 10;
}
