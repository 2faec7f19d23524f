namespace Lighthouse.Load.Protocols.WebSocket;

/// <summary>What the target sent breaks the WebSocket protocol, or exceeds a limit.</summary>
/// <param name="why">In what.</param>
public sealed class MalformedFrameException(string why) : IOException($"LHL3301: the target sent what is no WebSocket frame for a client: {why}; the connection was closed.");
