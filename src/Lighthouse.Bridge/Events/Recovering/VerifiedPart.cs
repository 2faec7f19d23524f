using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Searching;
using Lighthouse.Bridge.Events.Segments;

namespace Lighthouse.Bridge.Events.Recovering;

/// <summary>A sound record.</summary>
internal readonly record struct VerifiedRecord(long Offset, RecordHead Head, SealValue Seal, int Size);

/// <summary>A part of a segment: the records that begin in it are looked for.</summary>
/// <param name="Segment">Where.</param>
/// <param name="From">Offset of its first byte.</param>
/// <param name="To">Offset behind its last byte.</param>
/// <param name="Length">Length of the whole segment.</param>
internal readonly record struct PartPlace(SegmentFile Segment, long From, long To, long Length)
{
    public bool IsFirst => From == 0;

    public bool IsLast => To == Length;
}

/// <summary>What a part holds: one run where nothing is amiss, otherwise record by record, for somebody to make sense of.</summary>
/// <param name="Place">Which part.</param>
/// <param name="Run">Its records when they are one run; null when there are none, or they are more.</param>
/// <param name="Records">Its records when they are not one run; null when they are.</param>
/// <param name="Contradicts">Whether the run holds another event than the anchor at the anchor's place.</param>
/// <param name="Zones">What is known of the records, for searches.</param>
/// <param name="Damage">Places where the file is not as it was written.</param>
internal sealed record VerifiedPart(
    PartPlace Place, SegmentRun? Run, IReadOnlyList<VerifiedRecord>? Records, bool Contradicts, PartZones Zones, IReadOnlyList<string> Damage);
