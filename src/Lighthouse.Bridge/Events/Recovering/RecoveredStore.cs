using Lighthouse.Bridge.Events.Anchoring;
using Lighthouse.Bridge.Events.Archiving;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Searching;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>What a store holds and how it goes on.</summary>
/// <param name="Runs">The events that are served.</param>
/// <param name="Report">What is said about the rest.</param>
/// <param name="Highest">Highest sequence that was ever given out; the next event gets the one after.</param>
/// <param name="Head">Seal that the next record names as the one before.</param>
/// <param name="Tail">An unfinished tail to cut off; null when there is none.</param>
/// <param name="Active">Segment to go on in.</param>
/// <param name="ActiveLength">Its sound length; 0 for a new one.</param>
/// <param name="Anchor">The anchor as found.</param>
internal sealed record RecoveredStore(
    IReadOnlyList<SegmentRun> Runs,
    RecoveryReport Report,
    long Highest,
    SealValue Head,
    TailCut? Tail,
    SegmentFile Active,
    long ActiveLength,
    AnchorState Anchor)
{
    /// <summary>Where the kept events begin.</summary>
    public Floor Floor { get; init; } = Floor.None;

    /// <summary>What is known of the events, so that a search need not read them all.</summary>
    public EventZones Zones { get; init; } = new();
}
