using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>A group on stable storage.</summary>
internal readonly record struct CommittedGroup(
    SegmentFile Segment, long Offset, IReadOnlyList<WrittenRecord> Records, IReadOnlyList<StoredEvent[]> Events);
