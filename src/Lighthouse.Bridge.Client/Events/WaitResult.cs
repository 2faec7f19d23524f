namespace Lighthouse.Bridge.Client;

/// <summary>What a long poll brought.</summary>
/// <param name="Events">At most ten events of others, ascending.</param>
/// <param name="Count">How many.</param>
/// <param name="WaitedSeconds">How long the bridge held the request.</param>
/// <param name="Status"><c>new_events</c> or <c>timeout</c>.</param>
/// <param name="NextSequence">Pass it as <c>since_sequence</c> of the next poll: everything up to it was looked at. 0 where a bridge does not say.</param>
public sealed record WaitResult(IReadOnlyList<BridgeEvent> Events, int Count, double WaitedSeconds, string Status, long NextSequence = 0);
