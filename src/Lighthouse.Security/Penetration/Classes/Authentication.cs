using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Classes;

/// <summary>Every operation without a valid token, in the ways that work most often; the gate of its own tries them all.</summary>
internal sealed class Authentication : IPenetrationClass
{
    public string Name => PenetrationClasses.Authentication;

    public async Task ProbeAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var token = await run.TokenAsync(cancellation);
        foreach (var operation in run.Operations.Where(operation => !operation.IsPublic))
        {
            var bare = await run.BareAsync(operation, token, cancellation);
            foreach (var (what, request) in Attempts(bare, token))
                await TryAsync(run, operation, what, request, cancellation);
        }
    }

    private static IEnumerable<(string What, RawRequest Request)> Attempts(RawRequest bare, string token) =>
    [
        ("without a token", bare),
        ("with an empty token", bare.With("Authorization", "Bearer ")),
        ("with a made-up token", bare.With("Authorization", "Bearer 00000000000000000000000000000000:admin:1:00")),
        ("with a changed signature", bare.With("Authorization", $"Bearer {TokenForgery.ChangedAt(token, token.Length - 1)}")),
        ("with a signature cut short", bare.With("Authorization", $"Bearer {token[..^8]}")),
        ("with a user in a header", bare.With("X-Forwarded-User", "admin").With("X-Remote-User", "admin")),
        ("with basic credentials", bare.With("Authorization", "Basic YWRtaW46YWRtaW4=")),
        ("with a slash at the end of the path", bare with { Target = bare.Target.Contains('?') ? bare.Target.Replace("?", "/?", StringComparison.Ordinal) : $"{bare.Target}/" }),
    ];

    private async Task TryAsync(PenetrationRun run, OpenApiOperation operation, string what, RawRequest request, CancellationToken cancellation)
    {
        var (response, _) = await run.SendAsync(request, cancellation);
        run.Log.Attempt(Name, response is null or { Status: 429 or >= 500 } ? Answer.Unclear : Answer.Refused);
        if (response is { Status: 101 or (>= 200 and <= 299) })
            run.Log.Find(Name, operation, new($"answers {what}", PenetrationFlaws.Unauthenticated), request, response);
    }
}
