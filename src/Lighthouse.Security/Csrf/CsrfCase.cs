using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Csrf;

/// <summary>One operation that changes state, ready to be asked for.</summary>
public sealed record CsrfCase
{
    /// <summary>The request with everything but the proof of identity: path, fixed headers, JSON body (an object).</summary>
    public required RawRequest Request { get; init; }

    /// <summary>The session's token, which goes into the Authorization header as a bearer.</summary>
    public required string Token { get; init; }

    /// <summary>Counts how often the operation took effect so far, read in a way that does not depend on its answers.</summary>
    public required Func<CancellationToken, Task<long>> Effects { get; init; }
}
