using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AuthBypass;

/// <summary>Attempts without a token that spell the path or the method otherwise, or claim an identity in a header.</summary>
internal static class SpellingAttempts
{
    public static IEnumerable<BypassAttempt> For(RawRequest request, OpenApiOperation operation, OpenApiDescription description)
    {
        var nowhere = Nowhere(request.Target, operation);
        foreach (var ((name, target), (_, other)) in Paths(request.Target).Zip(Paths(nowhere)))
            yield return new BypassAttempt("path tricks", name, BypassFlaws.Spelling, request with { Target = target }, false) { Baseline = request with { Target = other } };
        foreach (var (name, changed, baseline) in Methods(request, nowhere, operation, description))
            yield return new BypassAttempt("method tricks", name, BypassFlaws.Spelling, changed, false) { Baseline = baseline };
        foreach (var (name, value) in Headers())
            yield return new BypassAttempt("header tricks", $"{name}: {value}", BypassFlaws.Spoofing, request.With(name, value), true);
    }

    /// <summary>A path that does not exist: beside the operation's own, or at the root where every name beside it is the operation's, too.</summary>
    private static string Nowhere(string target, OpenApiOperation operation)
    {
        var path = target.Split('?')[0];
        var last = operation.Path[(operation.Path.LastIndexOf('/') + 1)..];
        return last.Contains('{', StringComparison.Ordinal) ? "/lighthouse-no-such-path" : $"{path[..(path.LastIndexOf('/') + 1)]}lighthouse-no-such-path";
    }

    internal static IEnumerable<(string Name, string Target)> Paths(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (target, "") : (target[..mark], target[mark..]);
        var slash = path.LastIndexOf('/');
        var (folder, leaf) = (path[..slash], path[(slash + 1)..]);
        yield return ("trailing slash", $"{path}/{query}");
        yield return ("double slash before", $"/{path}{query}");
        yield return ("double slash within", $"{folder}//{leaf}{query}");
        yield return ("upper case", $"{path.ToUpperInvariant()}{query}");
        yield return ("/./ within", $"{folder}/./{leaf}{query}");
        yield return ("%2e within", $"{folder}/%2e/{leaf}{query}");
        yield return ("/x/../ within", $"{folder}/x/../{leaf}{query}");
        yield return ("encoded first letter", leaf.Length > 0 ? $"{folder}/%{(int)leaf[0]:x2}{leaf[1..]}{query}" : $"{path}%2f{query}");
        yield return ("path parameter ;x", $"{path};x{query}");
        yield return ("encoded NUL at the end", $"{path}%00{query}");
        yield return ("suffix .json", $"{path}.json{query}");
    }

    private static IEnumerable<(string Name, RawRequest Request, RawRequest Baseline)> Methods(RawRequest request, string nowhere, OpenApiOperation operation, OpenApiDescription description)
    {
        yield return ("made-up method", request with { Method = "LIGHTHOUSE" }, request with { Method = "LIGHTHOUSE", Target = nowhere });
        if (!IsPublic("HEAD") && operation.Method == "GET")
            yield return ("HEAD for GET", request with { Method = "HEAD" }, request with { Method = "HEAD", Target = nowhere });
        yield return ("lower-case method", request with { Method = request.Method.ToLowerInvariant() }, request with { Method = request.Method.ToLowerInvariant(), Target = nowhere });
        foreach (var carrier in new[] { "GET", "POST" }.Where(carrier => !IsPublic(carrier)))
        {
            foreach (var header in new[] { "X-HTTP-Method-Override", "X-Method-Override" })
                yield return ($"{carrier} with {header}", (request with { Method = carrier }).With(header, operation.Method), request with { Method = carrier });
        }

        // A public neighbour on the same path answers these legitimately.
        bool IsPublic(string method) => description.Operations.Any(other => other.Path == operation.Path && other.Method == method && other.IsPublic);
    }

    internal static IEnumerable<(string Name, string Value)> Headers() =>
    [
        ("X-Forwarded-User", "admin"),
        ("X-Remote-User", "admin"),
        ("X-Authenticated-User", "admin"),
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Original-URL", "/health"),
        ("X-Rewrite-URL", "/health"),
        ("X-Api-Version", "0"),
    ];
}
