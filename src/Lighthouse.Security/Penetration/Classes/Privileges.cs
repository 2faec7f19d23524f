using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Classes;

/// <summary>Every operation that the least role may not call, with its token and with a claim to more; the gate of its own tries every role.</summary>
internal sealed class Privileges : IPenetrationClass
{
    public string Name => PenetrationClasses.Privileges;

    public async Task ProbeAsync(PenetrationRun run, CancellationToken cancellation)
    {
        if (run.Options.LowToken is null)
            return;
        foreach (var operation in run.Operations.Where(operation => run.Options.Privileged.Contains(operation.Id)))
        {
            var low = run.Known(await run.Options.LowToken(cancellation));
            var high = await run.TokenAsync(cancellation);
            var request = run.Options.Carrier.Put(await run.BareAsync(operation, high, cancellation), low);
            foreach (var (what, attempt) in Attempts(request, operation))
                await TryAsync(run, operation, what, attempt, cancellation);
        }
    }

    private static IEnumerable<(string What, RawRequest Request)> Attempts(RawRequest request, OpenApiOperation operation)
    {
        yield return ("as it is", request);
        yield return ("with a role in headers", request.With("X-Role", "admin").With("X-User-Role", "admin").With("X-Admin", "true"));
        yield return ("with a role in the query", request with { Target = $"{request.Target}{(request.Target.Contains('?') ? '&' : '?')}role=admin&admin=true&is_admin=1" });
        yield return ("with another method claimed", request.With("X-HTTP-Method-Override", operation.Method == "GET" ? "POST" : "GET"));
        if (request.Body is { Length: > 1 } body && body.EndsWith('}'))
            yield return ("with a role in the body", request with { Body = $"{body[..^1]}{(body.Length > 2 ? "," : "")}\"role\":\"admin\",\"is_admin\":true,\"permissions\":[\"*\"]}}" });
    }

    private async Task TryAsync(PenetrationRun run, OpenApiOperation operation, string what, RawRequest request, CancellationToken cancellation)
    {
        var (response, _) = await run.SendAsync(request, cancellation);
        run.Log.Attempt(Name, response is null or { Status: 429 or >= 500 } ? Answer.Unclear : Answer.Refused);
        if (response is { Status: 101 or (>= 200 and <= 299) })
            run.Log.Find(Name, operation, new($"answers the least role, {what}", PenetrationFlaws.Escalation), request, response);
    }
}
