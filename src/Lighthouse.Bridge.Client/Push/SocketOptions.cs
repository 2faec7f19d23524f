namespace Lighthouse.Bridge.Client;

/// <summary>How a socket is opened.</summary>
public sealed record SocketOptions
{
    /// <summary>The <c>Origin</c> to claim, as a browser would. Default none.</summary>
    public string? Origin { get; init; }

    /// <summary>The path. Default: the one of the session's own agent.</summary>
    public string? Path { get; init; }

    /// <summary>Whether to show the token as a sub-protocol, as a browser must. Default false: in the header.</summary>
    public bool TokenAsProtocol { get; init; }

    /// <summary>Pushes that are read ahead of the program; a program that reads no more of them holds the bridge back. Default 256.</summary>
    public int ReadAhead { get; init; } = 256;

    /// <summary>
    /// Whether a push is given out on the thread that received it, as an answer over HTTP is, instead of being handed over to another one: that
    /// saves a wake-up. A program that blocks there blocks the answers to its own commands. Default false.
    /// </summary>
    public bool GivesOutInline { get; init; }

    /// <summary>A handler shared by many sockets; null for one of its own.</summary>
    public HttpMessageHandler? Shared { get; init; }
}
