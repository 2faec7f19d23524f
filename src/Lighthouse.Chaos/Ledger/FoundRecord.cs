namespace Lighthouse.Chaos.Ledger;

/// <summary>What a reader found in the target afterwards.</summary>
/// <param name="Key">The client's own name of the record.</param>
/// <param name="Sequence">The number that the target gave it.</param>
/// <param name="Digest">Of its payload, as <see cref="AcknowledgedLedger.DigestOf"/> makes it.</param>
public sealed record FoundRecord(string Key, long Sequence, string Digest);
