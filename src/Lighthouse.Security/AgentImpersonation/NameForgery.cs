using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AgentImpersonation;

/// <summary>Puts another agent's name where the own one stands.</summary>
internal static class NameForgery
{
    /// <summary>The forged requests by what was tried.</summary>
    public static IEnumerable<(string Name, RawRequest Request)> Of(AgentField field, OwnRequest own, string victim) => field.Place switch
    {
        "path" => InPath(own, victim),
        "query" => InQuery(own.Request, field.Name, own.AgentId, victim),
        _ => InBody(own.Request, field.Name, own.AgentId, victim),
    };

    /// <summary>Names that are not the attacker's own, however carelessly they are compared with it.</summary>
    private static IEnumerable<(string Name, string Value)> Names(string own, string victim) =>
    [
        ("the victim", victim),
        ("the bootstrap admin", "admin"),
        ("the victim with a blank behind", victim + " "),
        ("the own name in upper case", own.ToUpperInvariant()),
        ("the own name cut short", own[..^1]),
        ("the own name and one character more", own + "x"),
        ("own and victim with a comma between", $"{own},{victim}"),
    ];

    private static IEnumerable<(string, RawRequest)> InPath(OwnRequest own, string victim)
    {
        var (path, segment) = (own.Request.Target, Uri.EscapeDataString(own.AgentId));
        foreach (var (name, value) in Names(own.AgentId, victim))
            yield return (name, own.Request with { Target = path.Replace(segment, Uri.EscapeDataString(value), StringComparison.Ordinal) });
        yield return ("the victim, percent-encoded", own.Request with { Target = path.Replace(segment, string.Concat(victim.Select(letter => $"%{(int)letter:x2}")), StringComparison.Ordinal) });
        yield return ("own/../victim", own.Request with { Target = path.Replace(segment, $"{segment}/../{victim}", StringComparison.Ordinal) });
        yield return ("own/%2e%2e/victim", own.Request with { Target = path.Replace(segment, $"{segment}/%2e%2e/{victim}", StringComparison.Ordinal) });
    }

    private static IEnumerable<(string, RawRequest)> InQuery(RawRequest request, string parameter, string own, string victim)
    {
        foreach (var (name, value) in Names(own, victim))
            yield return (name, With($"{parameter}={Uri.EscapeDataString(value)}"));
        yield return ("own, then victim", With($"{parameter}={own}&{parameter}={victim}"));
        yield return ("victim, then own", With($"{parameter}={victim}&{parameter}={own}"));

        RawRequest With(string text)
        {
            var parts = request.Target.Split('?', 2);
            var kept = parts.Length < 2 ? [] : parts[1].Split('&').Where(part => !part.StartsWith(parameter + "=", StringComparison.Ordinal));
            return request with { Target = $"{parts[0]}?{string.Join('&', kept.Append(text))}" };
        }
    }

    private static IEnumerable<(string, RawRequest)> InBody(RawRequest request, string member, string own, string victim)
    {
        foreach (var (name, value) in Names(own, victim))
            yield return (name, With(JsonValue.Create(value)));
        yield return ("a list of own and victim", With(new JsonArray(own, victim)));
        yield return ("an object that holds the victim", With(new JsonObject { ["id"] = victim, ["agent_id"] = victim }));
        if (member.IndexOf("[].", StringComparison.Ordinal) is > 0 and var list && !member[..list].Contains('.'))
            yield return ("the victim in the last of several", request with { Body = BodyMember.SetInLast(request.Body!, member, JsonValue.Create(victim)) });
        if (member.Contains('.') || member.Contains('['))
            yield break;

        // Readers differ in which of two equal names they take.
        var (key, body) = (JsonSerializer.Serialize(member), BodyMember.Without(request.Body!, member));
        yield return ("own, then victim", request with { Body = Joined(key, own, victim, body) });
        yield return ("victim, then own", request with { Body = Joined(key, victim, own, body) });

        RawRequest With(JsonNode value) => request with { Body = BodyMember.Set(request.Body!, member, value) };
    }

    private static string Joined(string key, string first, string second, string body) =>
        $"{{{key}:{JsonSerializer.Serialize(first)},{key}:{JsonSerializer.Serialize(second)}{(body == "{}" ? "" : ",")}{body[1..]}";
}
