namespace Lighthouse.Security.NonceReuse;

/// <summary>Tries to use a single-use request twice: again, later, in parallel, with foreign and forged nonces, past its time, across a restart.</summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class NonceReuseAttack(NonceReuseOptions options) : IAttack
{
    /// <summary>The group of attempts made before a restart.</summary>
    public const string BeforeRestart = "before restart";

    /// <summary>The group of attempts made after a restart with requests used before it.</summary>
    public const string AfterRestart = "after restart";

    /// <inheritdoc/>
    public string Name => "nonce-reuse";

    /// <inheritdoc/>
    public string Claim => "A request with a nonce takes effect at most once, and only with the nonce that was issued for it, also across a restart.";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option is outside what is allowed.</exception>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        options.Validate();
        var log = new AttackLog(Name);
        var attempts = new NonceAttempts(context, log);
        await ResendAsync(attempts, context.Time, cancellation);
        await attempts.TryParallelAsync(BeforeRestart, await options.FreshCase(cancellation), options.ParallelSends, cancellation);
        await ForeignAsync(attempts, cancellation);
        await ForgedAsync(attempts, context.Random, cancellation);
        if (options.ExpiredCase is not null)
        {
            var expired = await options.ExpiredCase(cancellation);
            await attempts.TryAsync(BeforeRestart, "expired nonce", NonceFlaws.Expiry, expired, expired.Request, cancellation);
        }

        if (options.RestartAsync is not null)
            await AcrossRestartAsync(attempts, options.RestartAsync, cancellation);
        return log.ToResult();
    }

    private async Task ResendAsync(NonceAttempts attempts, TimeProvider time, CancellationToken cancellation)
    {
        var used = await options.FreshCase(cancellation);
        await attempts.ControlAsync("a fresh request is accepted", used, cancellation);
        for (var number = 1; number <= options.Resends; number++)
            await attempts.TryAsync(BeforeRestart, $"sent again, time {number}", NonceFlaws.Replay, used, used.Request, cancellation);
        await Task.Delay(options.Later, time, cancellation);
        await attempts.TryAsync(BeforeRestart, "sent again later", NonceFlaws.Replay, used, used.Request, cancellation);
    }

    private async Task ForeignAsync(NonceAttempts attempts, CancellationToken cancellation)
    {
        var own = await options.FreshCase(cancellation);
        var other = await options.FreshCase(cancellation);
        await attempts.TryAsync(BeforeRestart, "another request's nonce", NonceFlaws.Forgery, own, own.WithNonce(other.Nonce), cancellation);
        await attempts.ControlAsync("the request is accepted with its own nonce, after the foreign one", own, cancellation);
        await attempts.ControlAsync("the other request is accepted with the nonce that was tried elsewhere", other, cancellation);
    }

    private async Task ForgedAsync(NonceAttempts attempts, Random random, CancellationToken cancellation)
    {
        // One case for all forgeries: that its own nonce works at the end proves that only the nonce was wrong.
        var target = await options.FreshCase(cancellation);
        foreach (var (name, value) in NonceForgery.Of(target.Nonce, random))
            await attempts.TryAsync(BeforeRestart, name, NonceFlaws.Forgery, target, target.WithNonce(value), cancellation);
        await attempts.ControlAsync("the request is accepted with its own nonce, after the forged ones", target, cancellation);
    }

    private async Task AcrossRestartAsync(NonceAttempts attempts, Func<CancellationToken, Task<Uri>> restart, CancellationToken cancellation)
    {
        var used = await options.FreshCase(cancellation);
        await attempts.ControlAsync("a fresh request is accepted just before the restart", used, cancellation);
        attempts.Target = await restart(cancellation);
        for (var number = 1; number <= options.Resends; number++)
            await attempts.TryAsync(AfterRestart, $"used before the restart, sent again after it, time {number}", NonceFlaws.Restart, used, used.Request, cancellation);
        await attempts.ControlAsync("a fresh request is accepted after the restart", await options.FreshCase(cancellation), cancellation);
    }
}
