using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AuthBypass;

/// <summary>Calls every operation that is not declared public without a valid token, in many ways. Beside it every operation is called with a valid one, before and after.</summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class AuthBypassAttack(AuthBypassOptions options) : IAttack
{
    /// <inheritdoc/>
    public string Name => "auth-bypass";

    /// <inheritdoc/>
    public string Claim => "No operation that is not declared public answers a request without a valid token.";

    /// <inheritdoc/>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var description = options.Description;
        var operations = description.Operations.Where(operation => !operation.IsPublic).ToList();
        if (operations.Count == 0)
            return AttackResult.DoesNotApply($"all {description.Operations.Count} operations of the description are declared public.");

        var log = new AttackLog(Name);
        var dead = new List<(string Name, string Token)>();
        if (options.RevokedToken is not null)
            dead.Add(("revoked", Known(await options.RevokedToken(cancellation))));
        if (options.ExpiredToken is not null)
            dead.Add(("expired", Known(await options.ExpiredToken(cancellation))));
        var cases = new List<OneOperation>();
        foreach (var operation in operations)
            cases.Add(new OneOperation(operation, Known(await options.FreshToken(cancellation)), Known(await options.FreshToken(cancellation)), new Random(context.Random.Next())));
        var secrets = log.Secrets.All;
        await log.ForEachAsync(cases, async (one, part, token) =>
        {
            foreach (var secret in secrets)
                part.Secrets.Add(secret);
            await TryAsync(one, description, dead, context, part, token);
        }, cancellation);
        return log.ToResult();

        string Known(string token)
        {
            log.Secrets.Add(token);
            log.Secrets.Add(options.Carrier.Encode(token));
            return token.Length > 1
                ? token
                : throw new ArgumentException("LHS5111: a token supplier gave fewer than two characters; the attack needs the target's real tokens.");
        }
    }

    private async Task TryAsync(
        OneOperation one, OpenApiDescription description, List<(string Name, string Token)> dead, AttackContext context, AttackLog log, CancellationToken cancellation)
    {
        var example = options.Examples.TryGetValue(one.Operation.Id, out var make) ? await make(one.Control, cancellation) : new OperationExample();
        var request = OperationRequest.For(one.Operation, example, context.Headers);
        var probe = new OperationProbe(context, one.Operation, request, options, log);
        await probe.LearnAsync(one.Control, cancellation);
        await probe.TryAllAsync(Attempts(request, one.Operation, description, (one.Live, one.Control), dead, one.Random), cancellation);
        await probe.ConfirmAsync(one.Live, cancellation);
    }

    private IEnumerable<BypassAttempt> Attempts(
        RawRequest request, OpenApiOperation operation, OpenApiDescription description, (string Unused, string Used) tokens, List<(string Name, string Token)> dead, Random random) =>
        TokenAttempts.For(request, options.Carrier, tokens.Unused, random)
            // A check that remembers what it has seen may be laxer on a token that was in use.
            .Concat(TokenAttempts.For(request, options.Carrier, tokens.Used, random).Select(attempt => attempt with { Name = $"{attempt.Name}, after the token was used" }))
            .Concat(dead.Select(token => new BypassAttempt(
                $"{token.Name} token", $"{token.Name} token", BypassFlaws.Expiration, options.Carrier.Put(request, token.Token), true)))
            .Concat(PlaceAttempts.For(request, description, options.Carrier, tokens.Unused))
            .Concat(SpellingAttempts.For(request, operation, description));

    /// <summary>One operation, the token of its control, and a live one that is never sent before the last.</summary>
    private sealed record OneOperation(OpenApiOperation Operation, string Control, string Live, Random Random);
}
