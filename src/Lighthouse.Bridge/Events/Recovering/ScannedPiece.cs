using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>A part of a segment: a run of sound records, or bytes that are none.</summary>
/// <param name="Segment">Where.</param>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="End">Offset behind its last byte.</param>
/// <param name="Run">The records; null for bytes that are no record.</param>
/// <param name="Contradicts">Whether the run holds another event than the anchor at the anchor's place.</param>
internal sealed record ScannedPiece(SegmentFile Segment, long Start, long End, SegmentRun? Run, bool Contradicts = false);
