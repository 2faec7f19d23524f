using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AuthBypass;

/// <summary>Attempts with a live token in a place that the description does not name.</summary>
internal static class PlaceAttempts
{
    private const string Group = "token in another place";

    public static IEnumerable<BypassAttempt> For(RawRequest request, OpenApiDescription description, CredentialCarrier carrier, string token)
    {
        // A password is not a token: nobody takes it from these places.
        if (carrier is BasicCarrier)
            yield break;

        foreach (var name in new[] { "access_token", "token", "session_token" })
        {
            if (!description.TokenInQuery && carrier is not QueryCarrier)
                yield return Attempt($"query parameter {name}", request with { Target = $"{request.Target}{(request.Target.Contains('?') ? '&' : '?')}{name}={Uri.EscapeDataString(token)}" });
            if (!description.TokenInCookie && carrier is not CookieCarrier)
                yield return Attempt($"cookie {name}", request.With("Cookie", $"{name}={token}"));
        }

        static BypassAttempt Attempt(string name, RawRequest changed) => new(Group, name, BypassFlaws.Place, changed, true);
    }
}
