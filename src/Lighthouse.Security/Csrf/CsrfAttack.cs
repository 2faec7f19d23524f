using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Csrf;

/// <summary>Tries to change a target's state as a page of another origin could make a browser do it.</summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class CsrfAttack(CsrfOptions options) : IAttack
{
    /// <inheritdoc/>
    public string Name => "csrf";

    /// <inheritdoc/>
    public string Claim => "No page of another origin can change state or open a socket, and none is given leave to.";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option is outside what is allowed.</exception>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        options.Validate();
        var log = new AttackLog(Name);
        foreach (var (name, fresh) in options.Operations)
        {
            var probe = await OperationUnderAttack.BeginAsync(name, fresh, context, log, cancellation);
            foreach (var attempt in CsrfAttempts.On(context.Target, options.TokenNames))
                await probe.TryAsync(attempt, cancellation);
            await probe.EndAsync(cancellation);
            await new CorsProbe(context, log).RunAsync(name, await fresh(cancellation), cancellation);
        }

        if (options.Handshake is not null)
            await new SocketProbe(context, log).RunAsync(options.Handshake, cancellation);
        return log.ToResult();
    }
}
