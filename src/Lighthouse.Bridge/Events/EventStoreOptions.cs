namespace Lighthouse.Bridge.Events;

/// <summary>Where and how a <see cref="FileEventStore"/> keeps its events.</summary>
public sealed record EventStoreOptions
{
    /// <summary>Folder of the segments, the anchor and the lock; created when it is missing.</summary>
    public required string Directory { get; init; }

    /// <summary>Name of this node, written into every event. Default <c>bridge</c>.</summary>
    public string NodeId { get; init; } = "bridge";

    /// <summary>Size in bytes from which a segment is closed and the next one begun. Default 100 MB.</summary>
    public long SegmentBytes { get; init; } = 100_000_000;

    /// <summary>Bytes of appends that may wait for the disk before further ones are refused. Default 64 MiB.</summary>
    public long QueuedBytes { get; init; } = 64L << 20;

    /// <summary>Number of newest events that are also held in memory for readers. Default 8,192.</summary>
    public int RecentEvents { get; init; } = 8_192;

    /// <summary>Bytes of newest events that are also held in memory for readers. Default 16 MiB.</summary>
    public long RecentBytes { get; init; } = 16L << 20;
}
