namespace Lighthouse.Readiness.TargetProfiles;

/// <summary>How a service knows who asks.</summary>
public abstract record ProfiledIdentity
{
    private protected ProfiledIdentity()
    {
    }
}

/// <summary>Fixed headers, one of which holds the secret.</summary>
/// <param name="Secret">The name of the header with the secret.</param>
/// <param name="Value">Its value.</param>
/// <param name="Others">Headers that go with it and hold no secret.</param>
public sealed record HeaderIdentity(string Secret, Template Value, IReadOnlyDictionary<string, string> Others) : ProfiledIdentity;

/// <summary>A fixed cookie.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record CookieIdentity(string Name, Template Value) : ProfiledIdentity;

/// <summary>HTTP basic authentication.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Password">The password.</param>
public sealed record BasicIdentity(string User, Template Password) : ProfiledIdentity;

/// <summary>A fixed bearer token.</summary>
/// <param name="Token">The token.</param>
public sealed record BearerIdentity(Template Token) : ProfiledIdentity;

/// <summary>A token that the service gives for a login.</summary>
/// <param name="Login">The request that opens a session.</param>
/// <param name="Token">Where its answer has the token.</param>
/// <param name="Present">How the token is shown later.</param>
/// <param name="Revoke">The request that ends the session, made with the token; null when there is none.</param>
public sealed record LoginIdentity(ProfiledRequest Login, TokenSource Token, Presentation Present, ProfiledRequest? Revoke) : ProfiledIdentity;

/// <summary>Where the answer to a login has the token; exactly one is set.</summary>
/// <param name="JsonPointer">In the JSON body.</param>
/// <param name="Cookie">In a Set-Cookie header of that name.</param>
public sealed record TokenSource(string? JsonPointer, string? Cookie);

/// <summary>How a token is shown.</summary>
/// <param name="Place">Where.</param>
/// <param name="Name">Name of the header, the cookie or the query parameter.</param>
/// <param name="Scheme">The word before the token in a header, such as <c>Bearer</c>; null for none.</param>
public sealed record Presentation(TokenPlace Place, string Name, string? Scheme);

/// <summary>Where a token is shown.</summary>
public enum TokenPlace
{
    /// <summary>In a header.</summary>
    Header,

    /// <summary>In a cookie.</summary>
    Cookie,

    /// <summary>In the query.</summary>
    Query,
}
