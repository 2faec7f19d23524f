namespace Lighthouse.Security.AuthBypass;

/// <summary>What the attack needs to know of a target.</summary>
public sealed record AuthBypassOptions
{
    /// <summary>The target's OpenAPI 3.x description in JSON.</summary>
    public required string OpenApiJson { get; init; }

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
