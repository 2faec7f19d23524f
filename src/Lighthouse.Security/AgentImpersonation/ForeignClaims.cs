using System.Text.Json.Nodes;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AgentImpersonation;

/// <summary>Says beside a legitimate request, where nobody should look for it, that the victim makes it.</summary>
internal static class ForeignClaims
{
    private static readonly string[] s_headers =
    [
        "X-Agent-Id", "X-Agent", "X-From-Agent", "X-Session-Agent", "X-On-Behalf-Of", "X-User-Id", "X-Forwarded-User", "X-Remote-User", "X-Authenticated-User", "From",
    ];

    private static readonly string[] s_members =
    [
        "agent_id", "agent", "from_agent", "source_agent", "responding_agent", "sender", "on_behalf_of", "acting_as", "user", "author",
    ];

    /// <summary>The requests by what was tried; each may succeed, but only as the attacker's.</summary>
    public static IEnumerable<(string Name, Func<RawRequest, RawRequest> Change)> Of(string victim, bool hasBody)
    {
        yield return ("headers that name the victim", request => request with { Headers = [.. request.Headers, .. s_headers.Select(name => KeyValuePair.Create(name, victim))] });
        yield return ("query parameters that name the victim", request => InQuery(request, victim));
        yield return ("a cookie that names the victim", request => request.With("Cookie", $"agent_id={victim}; agent={victim}; session_agent={victim}"));
        if (hasBody)
            yield return ("further members that name the victim", request => request with { Body = InBody(request.Body!, victim) });
    }

    private static RawRequest InQuery(RawRequest request, string victim)
    {
        var known = request.Target.Split('?').ElementAtOrDefault(1)?.Split('&').Select(part => part.Split('=')[0]).ToHashSet() ?? [];
        var added = string.Join('&', s_members.Where(name => !known.Contains(name)).Select(name => $"{name}={victim}"));
        return request with { Target = $"{request.Target}{(request.Target.Contains('?') ? '&' : '?')}{added}" };
    }

    private static string InBody(string body, string victim)
    {
        var named = s_members.Select(name => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create(victim)));
        var metadata = new JsonObject(s_members.Select(name => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create(victim))));
        return BodyMember.WithMissing(body, [.. named, KeyValuePair.Create("metadata", (JsonNode?)metadata)]);
    }
}
