namespace Lighthouse.Load.Protocols.WebSocket;

/// <summary>A message from the target.</summary>
/// <param name="IsText">Text (UTF-8) or binary.</param>
/// <param name="Payload">Its bytes, the fragments joined.</param>
public readonly record struct WebSocketMessage(bool IsText, ReadOnlyMemory<byte> Payload);
