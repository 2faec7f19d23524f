namespace Lighthouse.Chaos.NetworkProxy;

/// <summary>What becomes of connections, those that are open and those that come.</summary>
public enum ConnectionFate
{
    /// <summary>They are forwarded.</summary>
    Forwarded,

    /// <summary>They are reset, on both sides.</summary>
    Reset,

    /// <summary>The target's side is gone; the client's side stays open and nobody answers on it, until it is reset at the end.</summary>
    HalfOpen,

    /// <summary>Open ones are reset, and nobody listens for new ones.</summary>
    Refused,
}
