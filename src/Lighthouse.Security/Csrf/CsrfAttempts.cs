using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Csrf;

/// <summary>What a page of another origin could try on an operation that changes state.</summary>
internal static class CsrfAttempts
{
    private const string Stranger = "https://evil.example";

    public static IEnumerable<CsrfAttempt> On(Uri target, IReadOnlyList<string> tokenNames) =>
        Origins(target).Concat(Metadata()).Concat(Simple()).Concat(Ambient(tokenNames)).Concat(SafeMethods());

    public static RawRequest WithToken(CsrfCase one) => one.Request.With("Authorization", $"Bearer {one.Token}");

    private static IEnumerable<CsrfAttempt> Origins(Uri target)
    {
        const string Group = "foreign origin with a valid token";
        foreach (var (name, value) in ForeignOrigins.Of(target))
            yield return new(Group, $"Origin: {name}", CsrfFlaws.ForeignOrigin, one => WithToken(one).With("Origin", value));
        var own = target.GetLeftPart(UriPartial.Authority);
        yield return new(Group, "two Origins, the own one first", CsrfFlaws.ForeignOrigin, one => WithToken(one).With("Origin", own).With("Origin", Stranger));
        yield return new(
            Group, "a foreign Origin with the own Referer", CsrfFlaws.ForeignOrigin,
            one => WithToken(one).With("Origin", Stranger).With("Referer", $"{own}/").With("X-Forwarded-Host", "evil.example"));
    }

    // A page cannot leave these headers out or change them, whatever it does with Origin.
    private static IEnumerable<CsrfAttempt> Metadata()
    {
        foreach (var site in new[] { "cross-site", "same-site" })
        {
            yield return new(
                "foreign site by fetch metadata", $"Sec-Fetch-Site: {site}", CsrfFlaws.ForeignOrigin,
                one => WithToken(one).With("Sec-Fetch-Site", site).With("Sec-Fetch-Mode", "no-cors").With("Referer", $"{Stranger}/"));
        }
    }

    private static IEnumerable<CsrfAttempt> Simple() =>
        // The example only names the kinds; each request makes its body of its own case.
        SimpleBodies.Of("{}").SelectMany((kind, index) => new[]
        {
            new CsrfAttempt("simple request", $"{kind.Name}, with the token", CsrfFlaws.SimpleRequest, one => Simple(WithToken(one), index)),
            new CsrfAttempt("simple request", $"{kind.Name}, from a foreign origin", CsrfFlaws.SimpleRequest, one => Simple(WithToken(one), index).With("Origin", Stranger)),
        });

    private static IEnumerable<CsrfAttempt> Ambient(IReadOnlyList<string> names)
    {
        const string Group = "token that a browser or a link carries";
        foreach (var name in names)
        {
            yield return new(Group, $"cookie {name}", CsrfFlaws.AmbientToken, one => one.Request.With("Cookie", $"{name}={one.Token}"));
            yield return new(
                Group, $"cookie {name}, text/plain", CsrfFlaws.AmbientToken,
                one => one.Request.With("Cookie", $"{name}={one.Token}") with { ContentType = "text/plain" });
            yield return new(
                Group, $"cookie {name}, from a foreign origin", CsrfFlaws.AmbientToken,
                one => one.Request.With("Cookie", $"{name}={one.Token}").With("Origin", Stranger));
            yield return new(Group, $"query {name}", CsrfFlaws.AmbientToken, one => one.Request with { Target = $"{one.Request.Target}?{name}={Uri.EscapeDataString(one.Token)}" });
        }
    }

    private static IEnumerable<CsrfAttempt> SafeMethods()
    {
        const string Group = "state changed by a safe method";
        yield return new(Group, "GET with the fields as query", CsrfFlaws.SafeMethod, one => Get(one, SimpleBodies.Query(one.Request.Body ?? "{}")));
        yield return new(Group, "GET with the body", CsrfFlaws.SafeMethod, one => WithToken(one) with { Method = "GET" });
        yield return new(Group, "HEAD with the fields as query", CsrfFlaws.SafeMethod, one => Get(one, SimpleBodies.Query(one.Request.Body ?? "{}")) with { Method = "HEAD" });
        foreach (var header in new[] { "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override" })
            yield return new(Group, $"GET with the body and {header}", CsrfFlaws.SafeMethod, one => (WithToken(one) with { Method = "GET" }).With(header, "POST"));
        yield return new(Group, "GET with _method=POST", CsrfFlaws.SafeMethod, one => WithToken(one) with { Method = "GET", Target = $"{one.Request.Target}?_method=POST" });
    }

    private static RawRequest Simple(RawRequest request, int kind)
    {
        var (_, type, body) = SimpleBodies.Of(request.Body ?? "{}").ElementAt(kind);
        return request with { ContentType = type, Body = body };
    }

    private static RawRequest Get(CsrfCase one, string query) => WithToken(one) with { Method = "GET", Body = null, Target = $"{one.Request.Target}?{query}" };
}
