using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Classes;

/// <summary>Tokens in places where they leak, tokens after the end of their session or from another client, and tokens that can be foreseen.</summary>
internal sealed class Sessions : IPenetrationClass
{
    private const int Samples = 6;
    private const int LeastDifferent = 16;

    public string Name => PenetrationClasses.Sessions;

    public async Task ProbeAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var token = await run.TokenAsync(cancellation);
        var ended = run.Options.RevokedToken is null ? null : run.Known(await run.Options.RevokedToken(cancellation));
        foreach (var operation in run.Operations.Where(operation => !operation.IsPublic && operation.Method == "GET" && !run.Options.Holding.Contains(operation.Id)))
        {
            var bare = await run.BareAsync(operation, token, cancellation);
            foreach (var (what, request) in Leaks(bare, token))
                await TryAsync(run, operation, what, PenetrationFlaws.TokenPlace, request, cancellation);
            if (ended is not null)
                await TryAsync(run, operation, "after its session was ended", PenetrationFlaws.StillAlive, run.Options.Carrier.Put(bare, ended), cancellation);
        }

        await ForeseeAsync(run, cancellation);
    }

    private static IEnumerable<(string What, RawRequest Request)> Leaks(RawRequest bare, string token)
    {
        foreach (var name in new[] { "session_id", "session_token", "token", "access_token" })
        {
            yield return ($"in the query as {name}", bare with { Target = $"{bare.Target}{(bare.Target.Contains('?') ? '&' : '?')}{name}={Uri.EscapeDataString(token)}" });
            yield return ($"in a cookie as {name}", bare.With("Cookie", $"{name}={token}"));
        }

        yield return ("in the header X-Session-Token", bare.With("X-Session-Token", token));
    }

    private async Task TryAsync(PenetrationRun run, OpenApiOperation operation, string what, Flaw flaw, RawRequest request, CancellationToken cancellation)
    {
        var (response, _) = await run.SendAsync(request, cancellation);
        run.Log.Attempt(Name, response is null or { Status: 429 or >= 500 } ? Answer.Unclear : Answer.Refused);
        if (response is { Status: 101 or (>= 200 and <= 299) })
            run.Log.Find(Name, operation, new($"takes a token {what}", flaw), request, response);
    }

    /// <summary>Of two tokens of one maker few characters are the same at the same place, unless they count or repeat.</summary>
    private async Task ForeseeAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var tokens = new List<string>();
        for (var at = 0; at < Samples; at++)
            tokens.Add(await run.TokenAsync(cancellation));
        for (var at = 1; at < tokens.Count; at++)
        {
            var (first, second) = (tokens[at - 1], tokens[at]);
            var same = first.Zip(second).Count(pair => pair.First == pair.Second);
            run.Log.Attempt(Name, Answer.Refused);
            if (Math.Max(first.Length, second.Length) - same < LeastDifferent)
                run.Log.Find(Name, "two tokens in a row differ in few characters", PenetrationFlaws.Predictable, run.Health, new RawResponse(0, [], ""));
        }
    }
}
