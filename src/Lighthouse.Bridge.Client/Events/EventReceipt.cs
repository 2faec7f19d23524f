namespace Lighthouse.Bridge.Client;

/// <summary>The bridge's word that an event is on stable storage.</summary>
/// <param name="EventId">Its identity.</param>
/// <param name="Status">Always <c>stored</c>.</param>
/// <param name="Sequence">Its global sequence.</param>
public sealed record EventReceipt(EventId EventId, string Status, long Sequence);
