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
        foreach (var operation in operations)
        {
            var control = Known(await options.FreshToken(cancellation));
            var example = options.Examples.TryGetValue(operation.Id, out var make) ? await make(control, cancellation) : new OperationExample();
            var request = OperationRequest.For(operation, example, context.Headers);
            var probe = new OperationProbe(context, operation, request, options, log);
            await probe.LearnAsync(control, cancellation);

            var live = Known(await options.FreshToken(cancellation));
            await probe.TryAllAsync(Attempts(request, operation, description, (live, control), dead, context.Random), cancellation);
            await probe.ConfirmAsync(live, cancellation);
        }

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

    private IEnumerable<BypassAttempt> Attempts(
        RawRequest request, OpenApiOperation operation, OpenApiDescription description, (string Unused, string Used) tokens, List<(string Name, string Token)> dead, Random random) =>
        TokenAttempts.For(request, options.Carrier, tokens.Unused, random)
            // A check that remembers what it has seen may be laxer on a token that was in use.
            .Concat(TokenAttempts.For(request, options.Carrier, tokens.Used, random).Select(attempt => attempt with { Name = $"{attempt.Name}, after the token was used" }))
            .Concat(dead.Select(token => new BypassAttempt(
                $"{token.Name} token", $"{token.Name} token", BypassFlaws.Expiration, options.Carrier.Put(request, token.Token), true)))
            .Concat(PlaceAttempts.For(request, description, options.Carrier, tokens.Unused))
            .Concat(SpellingAttempts.For(request, operation, description));
}
