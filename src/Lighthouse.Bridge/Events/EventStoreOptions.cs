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

    /// <summary>
    /// Zeroed bytes that are kept ready behind the newest record while the store is open, so that a flush writes data alone and
    /// not the file's size as well. Default 16 MiB; 0: the segment grows with each write.
    /// </summary>
    public long RoomBytes { get; init; } = 16L << 20;

    /// <summary>
    /// Longest time that the anchor, which is written with every group, may wait to be flushed: after a power loss it can lag
    /// behind the records by that much. Default 100 ms; zero: flushed with every group, before its acknowledgement.
    /// </summary>
    public TimeSpan AnchorInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Bytes of appends that may wait for the disk before further ones are refused. Default 64 MiB.</summary>
    public long QueuedBytes { get; init; } = 64L << 20;

    /// <summary>Number of newest events that are also held in memory for readers. Default 8,192.</summary>
    public int RecentEvents { get; init; } = 8_192;

    /// <summary>Bytes of newest events that are also held in memory for readers. Default 16 MiB.</summary>
    public long RecentBytes { get; init; } = 16L << 20;
}
