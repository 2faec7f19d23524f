namespace Lighthouse.Load.Protocols.WebSocket;

/// <summary>The target did not open a WebSocket.</summary>
/// <param name="why">What it did instead.</param>
public sealed class WebSocketRefusedException(string why) : IOException($"LHL3302: the target opened no WebSocket: {why}.");
