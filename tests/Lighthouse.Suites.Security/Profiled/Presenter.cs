using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Security;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security.Profiled;

/// <summary>One identity of a profile: gives credentials, and puts them where the service looks for them.</summary>
internal sealed class Presenter(string name, ProfiledIdentity identity, RawHttp http, ProfiledRequests requests)
{
    public string Name => name;

    /// <summary>Where its credential stands.</summary>
    public CredentialCarrier Carrier { get; } = identity switch
    {
        HeaderIdentity headers => new HeaderCarrier(headers.Secret, Word: null),
        CookieIdentity cookie => new CookieCarrier(cookie.Name),
        BasicIdentity => new BasicCarrier(),
        BearerIdentity => CredentialCarrier.Bearer,
        LoginIdentity { Present: { Place: TokenPlace.Header } present } => new HeaderCarrier(present.Name, present.Scheme),
        LoginIdentity { Present: { Place: TokenPlace.Cookie } present } => new CookieCarrier(present.Name),
        LoginIdentity { Present: { Place: TokenPlace.Query } present } => new QueryCarrier(present.Name),
        _ => throw new InvalidOperationException($"LH3302: the identity '{name}' is of a kind that the suite does not know."),
    };

    /// <summary>Headers that go with its credential and hold no secret.</summary>
    public IReadOnlyDictionary<string, string> Headers => identity is HeaderIdentity { Others: var others } ? others : new Dictionary<string, string>();

    /// <summary>The way it logs in; null when its credential is fixed.</summary>
    public LoginIdentity? Login => identity as LoginIdentity;

    /// <summary>A credential that is valid now: of a new session where the identity logs in.</summary>
    public async Task<string> FreshAsync(CancellationToken cancellation) => identity switch
    {
        HeaderIdentity headers => requests.Fill(headers.Value),
        CookieIdentity cookie => requests.Fill(cookie.Value),
        BasicIdentity basic => $"{basic.User}:{requests.Fill(basic.Password)}",
        BearerIdentity bearer => requests.Fill(bearer.Token),
        LoginIdentity login => await new LoginSession(http, login).OpenAsync(name, requests.ToRaw(login.Login), cancellation),
        _ => throw new InvalidOperationException($"LH3302: the identity '{name}' is of a kind that the suite does not know."),
    };

    /// <summary>A credential whose session was ended; null where the profile does not say how.</summary>
    public Func<CancellationToken, Task<string>>? Revoked => identity is LoginIdentity { Revoke: { } revoke } ? token => RevokedAsync(revoke, token) : null;

    public async Task<RawRequest> WithCredentialAsync(RawRequest request, CancellationToken cancellation) => With(request, await FreshAsync(cancellation));

    /// <summary>The request with a credential and the headers that go with it.</summary>
    public RawRequest With(RawRequest request, string credential) => Carrier.Put(request with { Headers = [.. Headers, .. request.Headers] }, credential);

    private async Task<string> RevokedAsync(ProfiledRequest revoke, CancellationToken cancellation)
    {
        var credential = await FreshAsync(cancellation);
        var answer = await http.SendAsync(With(requests.ToRaw(revoke), credential), cancellation);
        return answer.Status is >= 200 and <= 399
            ? credential
            : throw new InvalidOperationException($"LH3303: the revocation {revoke.Method} {revoke.Path} was answered with status {answer.Status}; correct 'revoke' in the profile, or leave it out.");
    }
}
