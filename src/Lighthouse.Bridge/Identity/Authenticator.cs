namespace Lighthouse.Bridge.Identity;

/// <summary>Takes the session's token, and nothing else, for an identity.</summary>
internal sealed class Authenticator(ISessions sessions) : IAuthenticator
{
    private const int ShortestToken = 10;
    private const string Scheme = "Bearer ";

    public Caller Authenticate(PresentedIdentity presented)
    {
        if (presented.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw new RefusalException(StatusCodes.Status403Forbidden, "not_authenticated", "One Authorization header with a bearer token is needed.");
        var token = header[Scheme.Length..];
        if (token.Length < ShortestToken)
            throw new RefusalException(StatusCodes.Status401Unauthorized, "malformed_token", "The bearer token is malformed.");
        return sessions.Authenticate(token, presented.Peer)
            ?? throw new RefusalException(StatusCodes.Status403Forbidden, "invalid_session", "The session is not valid here.");
    }
}
