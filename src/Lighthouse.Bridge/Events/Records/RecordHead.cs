namespace Lighthouse.Bridge.Events.Records;

/// <summary>What precedes a record's payload.</summary>
/// <param name="Length">Bytes of the payload.</param>
/// <param name="Sequence">The event's sequence.</param>
/// <param name="TimestampNs">Nanoseconds since 1970, UTC.</param>
/// <param name="Remaining">How many records of the same append follow; an append whose end is missing never happened.</param>
/// <param name="Previous">Seal of the record before.</param>
internal readonly record struct RecordHead(int Length, long Sequence, long TimestampNs, int Remaining, SealValue Previous);
