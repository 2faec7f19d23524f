namespace Lighthouse.Security.Csrf;

/// <summary>Origins that are not the target's, some of which look like it.</summary>
internal static class ForeignOrigins
{
    private const string Stranger = "evil.example";

    public static IEnumerable<(string Name, string Value)> Of(Uri target)
    {
        var (scheme, host, own) = (target.Scheme, target.Host, target.GetLeftPart(UriPartial.Authority));
        yield return ("another site", $"https://{Stranger}");
        yield return ("null", "null");
        yield return ("the own origin with a suffix", $"{own}.{Stranger}");
        yield return ("the own host as a subdomain", $"{scheme}://{host}.{Stranger}");
        yield return ("the own host behind a prefix", $"{scheme}://{Stranger}-{target.Authority}");
        yield return ("the own origin as user name", $"{own}@{Stranger}");
        yield return ("another port", $"{scheme}://{host}:{(target.Port == 1 ? 2 : 1)}");
        if (!target.IsDefaultPort)
            yield return ("the own host without its port", $"{scheme}://{host}");
        yield return ("another scheme", $"{(scheme == "https" ? "http" : "https")}://{target.Authority}");
        yield return ("the own origin with a path", $"{own}/{Stranger}");
        yield return ("the own origin and another one", $"{own} https://{Stranger}");
        yield return ("an extension", $"chrome-extension://{Stranger}");
    }
}
