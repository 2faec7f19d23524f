namespace Lighthouse.Bridge.Identity;

/// <summary>Decides who makes a request. Called for every operation that is not public.</summary>
public interface IAuthenticator
{
    /// <summary>The caller that the request proves.</summary>
    /// <exception cref="RefusalException">403 without a bearer header, 401 for a token under 10 characters, 403 for any other that proves nobody.</exception>
    Caller Authenticate(PresentedIdentity presented);
}
