using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Messages;

/// <summary>Events, ascending, and how far was looked.</summary>
/// <param name="Events">The events.</param>
/// <param name="NextSequence">Everything up to this sequence was looked at.</param>
public sealed record EventPage(IReadOnlyList<StoredEvent> Events, long NextSequence);
