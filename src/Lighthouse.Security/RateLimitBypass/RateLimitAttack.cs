using System.Globalization;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.RateLimitBypass;

/// <summary>Asks for more than a target's limits allow, in parallel and in several disguises, and counts what was served beyond limit and burst.</summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class RateLimitAttack(RateLimitOptions options) : IAttack
{
    /// <inheritdoc/>
    public string Name => "rate-limit-bypass";

    /// <inheritdoc/>
    public string Claim => "Nobody is served more than limit and burst allow, whatever the requests look like, and nobody else is the worse for it.";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option is outside what is allowed.</exception>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        options.Validate();
        var log = new AttackLog(Name);
        var flood = new Flood(context, options.AtOnce);
        foreach (var operation in options.Operations)
        {
            foreach (var disguise in Disguise.All)
                await FloodAsync(context, log, flood, operation, disguise.Name, requests => [.. requests.OfOneSession.Select(disguise.Change)], cancellation);
            await FloodAsync(context, log, flood, operation, "several sessions of the same caller", requests => requests.OfSeveralSessions, cancellation);
        }

        return log.ToResult();
    }

    private async Task FloodAsync(
        AttackContext context, AttackLog log, Flood flood, LimitedOperation operation, string way, Func<LimitedRequests, IReadOnlyList<RawRequest>> choose,
        CancellationToken cancellation)
    {
        var fresh = await operation.Fresh(operation.Requests, cancellation);
        if (choose(fresh) is not { Count: > 0 } requests)
            return;
        foreach (var secret in fresh.Secrets)
            log.Secrets.Add(secret);
        var bystander = await options.Bystander(cancellation);
        var flooding = flood.SendAsync(requests, cancellation);
        var other = await flood.SendAsync(bystander, cancellation);
        var result = await flooding;
        log.Control($"{operation.Name}, {way}: somebody else is served meanwhile", other is { IsSuccess: true }, other is null ? "no answer" : $"{other.Status}");
        Judge(context, log, operation, way, requests, result);
    }

    private static void Judge(AttackContext context, AttackLog log, LimitedOperation operation, string way, IReadOnlyList<RawRequest> requests, FloodResult result)
    {
        var allowed = result.Allowed(operation);
        var beyond = Math.Max(0, result.Served - allowed);
        var name = $"{operation.Name}, {way}";
        // A disguise that the target does not take at all proves nothing of the limit, and need not.
        if (result.RefusedOtherwise == 0 || way == Disguise.None.Name)
        {
            log.Control($"{name}: the burst is served", result.Served >= operation.Burst, Describe(result, allowed));
            log.Control($"{name}: the limit was reached", beyond > 0 || result.Limited > 0, Describe(result, allowed));
        }

        log.Control($"{name}: every 429 says when to come again", result.WithoutRetryAfter == 0, $"{result.WithoutRetryAfter} of {result.Limited} do not");
        log.Attempt(operation.Name, Answer.Accepted, beyond);
        log.Attempt(operation.Name, Answer.Unclear, result.Unclear);
        log.Attempt(operation.Name, Answer.Refused, result.Responses.Count - result.Served - result.Unclear);
        if (beyond > 0)
            log.Find(operation.Name, name, RateLimitFlaws.Beyond, context.Target, requests[^1], result.Responses.Last(response => response is { IsSuccess: true })!);
    }

    private static string Describe(FloodResult result, int allowed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Served} of {result.Responses.Count} served in {result.Elapsed.TotalSeconds:0.00} s, {allowed} allowed, {result.Limited} limited, {result.Unclear} without an answer");
}
