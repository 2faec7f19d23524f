using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Replay;

/// <summary>A legitimate request that was not sent yet.</summary>
public sealed record ReplayCase
{
    /// <summary>Whose request it is.</summary>
    public required string Owner { get; init; }

    /// <summary>The request, complete to the last byte; or the handshake of a WebSocket.</summary>
    public required RawRequest Request { get; init; }

    /// <summary>The messages that follow a handshake. Default: none, an ordinary request.</summary>
    public IReadOnlyList<string> SocketMessages { get; init; } = [];

    /// <summary>What must not show in a report.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Counts what requests of this owner caused, read in a way that does not depend on their answers.</summary>
    public required Func<CancellationToken, Task<long>> Effects { get; init; }
}
