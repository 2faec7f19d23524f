using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Integrity;

/// <summary>What a pass over the stored bytes is measured against: what the running bridge itself knows.</summary>
/// <param name="Directory">The data directory.</param>
/// <param name="FirstSequence">First sequence that retention has kept.</param>
/// <param name="Previous">Seal of the record before it.</param>
/// <param name="LastSequence">Newest event when the pass began.</param>
/// <param name="NowNs">The time when the pass began, in nanoseconds since 1970.</param>
/// <param name="ActiveSegment">Number of the segment that is written to.</param>
/// <param name="KnownSeals">Seals that the bridge remembers, by sequence.</param>
public sealed record IntegrityPass(
    string Directory, long FirstSequence, SealValue Previous, long LastSequence, long NowNs, long ActiveSegment, IReadOnlyDictionary<long, SealValue> KnownSeals);

/// <summary>A piece of the stored bytes: a sound record, or bytes that are none.</summary>
/// <param name="File">Name of the segment.</param>
/// <param name="Offset">Where in its plain bytes.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="Record">The record; null for bytes that are none.</param>
/// <param name="Note">What else is wrong with the file; null when nothing is.</param>
public readonly record struct StoredPiece(string File, long Offset, long Length, StoredRecord? Record, string? Note = null);

/// <summary>A record whose seal verifies.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="TimestampNs">Its time, in nanoseconds since 1970.</param>
/// <param name="Previous">The seal that it names as the one before.</param>
/// <param name="Seal">Its own seal.</param>
public readonly record struct StoredRecord(long Sequence, long TimestampNs, SealValue Previous, SealValue Seal);

/// <summary>Something that is not as it must be.</summary>
/// <param name="Kind">One of <see cref="IntegrityKind"/>.</param>
/// <param name="Subject">The file, or <c>store</c>.</param>
/// <param name="FirstSequence">First sequence concerned; 0 when none is.</param>
/// <param name="LastSequence">Last one; the first less one when bytes are not as written but no event is missing.</param>
/// <param name="Detail">What was found.</param>
public sealed record IntegrityFinding(string Kind, string Subject, long FirstSequence, long LastSequence, string Detail)
{
    /// <summary>Whether both say the same of the same thing.</summary>
    public bool Concerns(IntegrityFinding other) =>
        Kind == other.Kind
        && (FirstSequence == 0 || other.FirstSequence == 0
            ? Subject == other.Subject && Detail == other.Detail
            : FirstSequence <= Math.Max(other.FirstSequence, other.LastSequence) && other.FirstSequence <= Math.Max(FirstSequence, LastSequence));
}
