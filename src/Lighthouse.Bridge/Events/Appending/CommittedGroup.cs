using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>A group on stable storage.</summary>
internal readonly record struct CommittedGroup(
    SegmentFile Segment, long Offset, List<WrittenRecord> Records, List<StoredEvent[]> Events);
