namespace Lighthouse.Chaos.Ledger;

/// <summary>What a client was told to be stored.</summary>
/// <param name="Key">The client's own name of the record.</param>
/// <param name="Sequence">The number that the target gave it.</param>
/// <param name="Digest">Of its payload.</param>
/// <param name="At">When the acknowledgement came.</param>
public sealed record LedgerEntry(string Key, long Sequence, string Digest, DateTimeOffset At);
