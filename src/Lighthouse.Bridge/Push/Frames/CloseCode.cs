namespace Lighthouse.Bridge.Push.Frames;

/// <summary>Why a socket is closed: the codes of RFC 6455, and one of the bridge's own.</summary>
internal enum CloseCode
{
    /// <summary>The conversation is over.</summary>
    Normal = 1000,

    /// <summary>The bridge stops.</summary>
    GoingAway = 1001,

    /// <summary>The peer broke the rules of frames.</summary>
    ProtocolError = 1002,

    /// <summary>A binary message; only text is taken.</summary>
    UnsupportedData = 1003,

    /// <summary>A text that is not UTF-8.</summary>
    InvalidText = 1007,

    /// <summary>A message over the limit.</summary>
    TooBig = 1009,

    /// <summary>The bridge failed.</summary>
    InternalError = 1011,

    /// <summary>The session was revoked or has ended: as 401 in HTTP.</summary>
    SessionEnded = 4401,
}
