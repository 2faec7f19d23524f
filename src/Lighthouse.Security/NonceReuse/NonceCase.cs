using Lighthouse.Security.Wire;

namespace Lighthouse.Security.NonceReuse;

/// <summary>A legitimate request that may be accepted once.</summary>
public sealed record NonceCase
{
    /// <summary>The request with its own nonce, not sent yet.</summary>
    public required RawRequest Request { get; init; }

    /// <summary>The nonce in it.</summary>
    public required string Nonce { get; init; }

    /// <summary>The same request with another nonce, signed as well as an attacker could; null asks for a request without one.</summary>
    public required Func<string?, RawRequest> WithNonce { get; init; }

    /// <summary>Tells from an answer whether the request took effect.</summary>
    public required Func<RawResponse, bool> IsAccepted { get; init; }
}
