namespace Lighthouse.Bridge.Push.Frames;

/// <summary>A whole message of a client: a text, or a control frame with its payload.</summary>
/// <param name="Kind">Text, close, ping or pong.</param>
/// <param name="Payload">The bytes, unmasked; of a text valid UTF-8.</param>
internal readonly record struct Incoming(Opcode Kind, byte[] Payload);
