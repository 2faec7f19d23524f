namespace Lighthouse.Bridge.Events;

/// <summary>
/// A decision that at most one event may ever take, over all instances of the bridge: using a nonce, ending an elicitation, taking a
/// name. It is no part of the stored event and is not read back.
/// </summary>
/// <param name="Key">What is decided, such as <c>agent:builder-1</c>.</param>
/// <param name="UsefulUntil">Unix second after which nobody can attempt it anyway, so that it may be forgotten; null for never.</param>
public sealed record EventClaim(string Key, long? UsefulUntil = null);
