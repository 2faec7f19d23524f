using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.CrossAccess;

/// <summary>One user tries what only another may: reads and changes of the other's objects, operations of the other's role. Plainly, and with spelling and header tricks.</summary>
/// <param name="options">What it needs to know of the target and its users.</param>
public sealed class CrossAccessAttack(CrossAccessOptions options) : IAttack
{
    /// <inheritdoc/>
    public string Name => "cross-access";

    /// <inheritdoc/>
    public string Claim => "No user reads or changes what belongs to another, or calls operations of another role.";

    /// <inheritdoc/>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (options.Cases.Count == 0)
            return AttackResult.DoesNotApply("nothing is named that only one of two users may do.");
        var log = new AttackLog(Name);
        var owner = await PresentAsync(options.Owner, log, cancellation);
        var attacker = await PresentAsync(options.Attacker, log, cancellation);
        if (options.Owner.Carrier == options.Attacker.Carrier && owner.Credential == attacker.Credential)
            return AttackResult.DoesNotApply("the two users show the same credential, so nothing can be told of one trying what belongs to the other.");
        var sender = new PatientSender(new RawHttp(context.Target, context.AnswerTimeout, context.Time), context, mayRepeat: false);
        foreach (var one in options.Cases)
        {
            var request = With(context, await one.Fresh(cancellation));
            await ControlAsync(log, sender, "the attacker's own request", attacker.On(options.AttackersOwn), cancellation);
            await new CrossAccessProbe(context, one, owner, attacker, sender, log).TryAsync(request.Request, request.Nothing, cancellation);
        }

        return log.ToResult();
    }

    private static (RawRequest Request, RawRequest? Nothing) With(AttackContext context, (RawRequest Request, RawRequest? Nothing) pair)
    {
        return (Add(pair.Request), pair.Nothing is null ? null : Add(pair.Nothing));

        RawRequest Add(RawRequest request) => request with { Headers = [.. context.Headers, .. request.Headers] };
    }

    private static async Task ControlAsync(AttackLog log, PatientSender sender, string name, RawRequest request, CancellationToken cancellation)
    {
        var response = await sender.SendAsync(request, cancellation);
        log.Control(name, response is { IsSuccess: true }, response is null ? "no answer" : $"status {response.Status}: {response.Beginning(200)}");
    }

    private static async Task<PresentUser> PresentAsync(AccessIdentity identity, AttackLog log, CancellationToken cancellation)
    {
        var credential = await identity.Credential(cancellation);
        log.Secrets.Add(credential);
        log.Secrets.Add(identity.Carrier.Encode(credential));
        return new PresentUser(identity, credential);
    }
}

/// <summary>A user with the credential of this attack.</summary>
internal sealed record PresentUser(AccessIdentity Identity, string Credential)
{
    public RawRequest On(RawRequest request) => Identity.Carrier.Put(request with { Headers = [.. Identity.Headers, .. request.Headers] }, Credential);
}
