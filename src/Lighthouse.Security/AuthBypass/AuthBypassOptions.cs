using Lighthouse.Security.OpenApi;

namespace Lighthouse.Security.AuthBypass;

/// <summary>What the attack needs to know of a target.</summary>
public sealed record AuthBypassOptions
{
    /// <summary>The target's operations, read from its OpenAPI description or put together otherwise.</summary>
    public required OpenApiDescription Description { get; init; }

    /// <summary>Where a token stands in a request. Default: <c>Authorization: Bearer</c>.</summary>
    public CredentialCarrier Carrier { get; init; } = CredentialCarrier.Bearer;

    /// <summary>Whether the target's answers are not known beforehand. Then a legitimate request must succeed, and a refusal is an operation's own only with the same body. Default: no.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Gives a token that is valid now and not used otherwise. Called twice for each operation, one after the other, before the first attempt, because an operation may end the session it is called with.</summary>
    public required Func<CancellationToken, Task<string>> FreshToken { get; init; }

    /// <summary>Gives a token whose session was revoked; null when the target has no revocation. Asked once.</summary>
    public Func<CancellationToken, Task<string>>? RevokedToken { get; init; }

    /// <summary>Gives a token whose time is over; null when none can be had. Asked once.</summary>
    public Func<CancellationToken, Task<string>>? ExpiredToken { get; init; }

    /// <summary>What to send to an operation, by its id ("POST /session/create"), made for the token of its control. Where it says nothing, the description's examples are sent. Several are made at once.</summary>
    public IReadOnlyDictionary<string, Func<string, CancellationToken, Task<OperationExample>>> Examples { get; init; } =
        new Dictionary<string, Func<string, CancellationToken, Task<OperationExample>>>();
}
