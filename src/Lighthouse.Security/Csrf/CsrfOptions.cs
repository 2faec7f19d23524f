using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Csrf;

/// <summary>What the attack needs to know of a target.</summary>
public sealed record CsrfOptions
{
    /// <summary>Operations that change state, by a name such as "store an event". At least one.</summary>
    public required IReadOnlyDictionary<string, Func<CancellationToken, Task<CsrfCase>>> Operations { get; init; }

    /// <summary>A WebSocket handshake that must be accepted from the target's own origin, without an Origin header; null when the target has none.</summary>
    public Func<CancellationToken, Task<RawRequest>>? Handshake { get; init; }

    /// <summary>Names under which a session could travel in a cookie, a form field or a query.</summary>
    public IReadOnlyList<string> TokenNames { get; init; } = ["session_token", "token", "access_token", "session", "Authorization"];

    internal void Validate()
    {
        if (Operations.Count == 0)
            throw new ArgumentException("LHS5401: Operations is empty; at least one operation that changes state is needed.");
        if (TokenNames.Count == 0)
            throw new ArgumentException("LHS5402: TokenNames is empty; at least one name is needed.");
    }
}
