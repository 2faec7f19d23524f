namespace Lighthouse.Bridge.Push.Frames;

/// <summary>What a frame is.</summary>
internal enum Opcode
{
    /// <summary>Goes on with a message.</summary>
    Continuation = 0,

    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>Bytes.</summary>
    Binary = 2,

    /// <summary>The end of the conversation.</summary>
    Close = 8,

    /// <summary>Asks for a sign of life.</summary>
    Ping = 9,

    /// <summary>A sign of life.</summary>
    Pong = 10,
}
