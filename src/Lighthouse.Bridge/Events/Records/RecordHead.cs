namespace Lighthouse.Bridge.Events.Records;

/// <summary>What precedes a record's payload.</summary>
/// <param name="Length">Bytes of the payload.</param>
/// <param name="Sequence">The event's sequence.</param>
/// <param name="TimestampNs">Nanoseconds since 1970, UTC.</param>
/// <param name="Remaining">How many records of the same append follow; an append whose end is missing never happened.</param>
/// <param name="Previous">Seal of the record before.</param>
/// <param name="Preceding">
/// How many records were written and flushed together with this one and lie before it. What lies before those was on stable
/// storage when this one was written.
/// </param>
internal readonly record struct RecordHead(int Length, long Sequence, long TimestampNs, int Remaining, SealValue Previous, int Preceding = 0);
