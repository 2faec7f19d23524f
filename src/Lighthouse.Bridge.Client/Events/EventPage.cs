namespace Lighthouse.Bridge.Client;

/// <summary>A page of events, ascending by sequence.</summary>
/// <param name="Events">The events.</param>
/// <param name="Count">How many.</param>
public sealed record EventPage(IReadOnlyList<BridgeEvent> Events, int Count);
