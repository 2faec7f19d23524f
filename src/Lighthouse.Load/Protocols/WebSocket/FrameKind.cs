namespace Lighthouse.Load.Protocols.WebSocket;

/// <summary>The opcode of a frame.</summary>
internal enum FrameKind
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}
