using System.Text.Json.Nodes;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.SessionHijacking;

/// <summary>Opens sessions with an id and a token that the attacker knows beforehand.</summary>
internal sealed class FixationAttempts(SessionHijackingOptions options, Prober prober)
{
    private const string Group = "fixed beforehand";
    private static readonly string[] s_names = ["session_id", "session_token", "session", "id", "token", "sid"];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var known = await options.Open(cancellation);
        foreach (var (name, change) in Changes(known))
        {
            var request = change(await options.Opening(cancellation));
            await prober.TryAsync(
                new Trial(Group, name, HijackFlaws.Fixation, request),
                response => Task.FromResult(options.ReadOpened(response) is { } opened && (opened.SessionId == known.SessionId || opened.Token == known.Token)), cancellation);
        }

        var fresh = await options.Opening(cancellation);
        await prober.ControlAsync("a session can be opened", fresh, response => options.ReadOpened(response) is not null, cancellation);
        await prober.ControlAsync("the session whose id was offered is still its owner's", options.Uses(known)[0].Value, cancellation);
    }

    private static IEnumerable<(string Name, Func<RawRequest, RawRequest> Change)> Changes(StolenSession known)
    {
        var values = s_names.Select(name => (Name: name, Value: name.Contains("token", StringComparison.Ordinal) ? known.Token : known.SessionId)).ToList();
        yield return ("members of the body", request => InBody(request, body => Add(body, values)));
        yield return ("members of the metadata", request => InBody(request, body => Add(body["metadata"] as JsonObject ?? (JsonObject)(body["metadata"] = new JsonObject()), values)));
        yield return ("query parameters", request => request with { Target = $"{request.Target}?{string.Join('&', values.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"))}" });
        yield return ("cookies", request => request.With("Cookie", string.Join("; ", values.Select(one => $"{one.Name}={one.Value}"))));
        yield return ("headers", request => request.With("X-Session-Id", known.SessionId).With("X-Session-Token", known.Token).With("X-Request-Id", known.SessionId));
        yield return ("a live token in the Authorization header", request => request.With("Authorization", $"Bearer {known.Token}"));
    }

    private static void Add(JsonObject holder, IEnumerable<(string Name, string Value)> values)
    {
        foreach (var (name, value) in values)
            holder[name] = value;
    }

    private static RawRequest InBody(RawRequest request, Action<JsonObject> change)
    {
        var body = JsonNode.Parse(request.Body ?? "{}")!.AsObject();
        change(body);
        return request with { Body = body.ToJsonString() };
    }
}
