using Lighthouse.Security.Wire;

namespace Lighthouse.Security.HmacForgery;

/// <summary>Sends messages that nobody signed: bits, lengths, spellings, values, keys and algorithms changed, each signature otherwise genuine.</summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class HmacForgeryAttack(HmacForgeryOptions options) : IAttack
{
    /// <inheritdoc/>
    public string Name => "hmac-forgery";

    /// <inheritdoc/>
    public string Claim => "No message is accepted whose fields and signature are not, to the last bit, what its signer signed.";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option is outside what is allowed.</exception>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        options.Validate();
        var log = new AttackLog(Name);
        var sent = 0;
        for (var round = 0; sent < options.Forgeries; round++)
        {
            // Each kind gets its share of what is left in this round, so that as few rounds as possible are needed.
            var share = (options.Forgeries - sent + options.Messages.Count - 1) / options.Messages.Count;
            foreach (var fresh in options.Messages)
                sent += await new ForgeryRound(context, log, options.AtOnce).RunAsync(fresh, share, isFirst: round == 0, cancellation);
        }

        return log.ToResult();
    }
}
