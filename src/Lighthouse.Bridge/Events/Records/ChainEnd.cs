namespace Lighthouse.Bridge.Events.Records;

/// <summary>Where a chain of records ends, and so where the next one goes.</summary>
/// <param name="Sequence">Sequence of the last record; 0 when there is none.</param>
/// <param name="Seal">Its seal.</param>
internal readonly record struct ChainEnd(long Sequence, SealValue Seal);
