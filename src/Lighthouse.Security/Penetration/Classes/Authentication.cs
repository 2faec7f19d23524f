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
            foreach (var (what, request) in Attempts(bare, run.Options.Carrier, token))
                await TryAsync(run, operation, what, request, cancellation);
        }
    }

    private static IEnumerable<(string What, RawRequest Request)> Attempts(RawRequest bare, CredentialCarrier carrier, string token) =>
    [
        ("without a token", bare),
        ("with an empty token", carrier.Put(bare, "")),
        ("with a made-up token", carrier.Put(bare, "00000000000000000000000000000000:admin:1:00")),
        ("with a changed signature", carrier.Put(bare, TokenForgery.ChangedAt(token, token.Length - 1))),
        ("with a signature cut short", carrier.Put(bare, token[..^Math.Min(8, token.Length / 2)])),
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
