namespace Lighthouse.Bridge.State.Snapshots;

/// <summary>The state as it was after one event.</summary>
/// <param name="Sequence">That event's sequence.</param>
/// <param name="ChainSeal">Seal of its record, which ties the state to this history.</param>
/// <param name="Body">The state as JSON: an object with a member for each part.</param>
internal sealed record Snapshot(long Sequence, byte[] ChainSeal, ReadOnlyMemory<byte> Body);
