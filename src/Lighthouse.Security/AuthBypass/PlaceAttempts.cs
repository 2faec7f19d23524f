using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AuthBypass;

/// <summary>Attempts with a live token in a place that the description does not name.</summary>
internal static class PlaceAttempts
{
    private const string Group = "token in another place";

    public static IEnumerable<BypassAttempt> For(RawRequest request, OpenApiDescription description, string token)
    {
        foreach (var name in new[] { "access_token", "token", "session_token" })
        {
            if (!description.TokenInQuery)
                yield return Attempt($"query parameter {name}", request with { Target = $"{request.Target}{(request.Target.Contains('?') ? '&' : '?')}{name}={Uri.EscapeDataString(token)}" });
            if (!description.TokenInCookie)
                yield return Attempt($"cookie {name}", request.With("Cookie", $"{name}={token}"));
        }

        static BypassAttempt Attempt(string name, RawRequest changed) => new(Group, name, BypassFlaws.Place, changed, true);
    }
}
