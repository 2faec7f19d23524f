using Lighthouse.Security.Wire;

namespace Lighthouse.Security.CrossAccess;

/// <summary>Opens sessions in somebody's name without the secret, and tries whether they are honoured.</summary>
/// <param name="options">The logins.</param>
public sealed class IdentityProofAttack(IdentityProofOptions options) : IAttack
{
    private const string Group = "session without a proof of identity";

    private static readonly Flaw Unproven = new(
        Weakness.MissingProofOfIdentity, Severity.Critical,
        "Give a session only for a proof of identity: a secret, a signature or a certificate of the one who asks. A name alone is none.");

    /// <inheritdoc/>
    public string Name => "identity-proof";

    /// <inheritdoc/>
    public string Claim => "No session is opened in somebody's name without a proof that it is them.";

    /// <inheritdoc/>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (options.Logins.Count == 0)
            return AttackResult.DoesNotApply("no identity of the target logs in: its credentials are fixed, and no session is created.");
        var log = new AttackLog(Name);
        var sender = new PatientSender(new RawHttp(context.Target, context.AnswerTimeout, context.Time), context, mayRepeat: true);
        foreach (var login in options.Logins)
            await TryAsync(login, context, sender, log, cancellation);
        return log.ToResult();
    }

    private async Task TryAsync(LoginCase login, AttackContext context, PatientSender sender, AttackLog log, CancellationToken cancellation)
    {
        foreach (var secret in login.Secrets)
            log.Secrets.Add(secret);
        if (login.NeedsSecret)
            await ControlAsync("before the attempts");
        foreach (var (name, request) in login.WithoutProof)
        {
            var opened = await sender.SendAsync(request, cancellation);
            var answer = opened is null or { Status: 429 or >= 500 } ? Answer.Unclear : await HonouredAsync(opened);
            log.Attempt(Group, answer);
            if (answer == Answer.Accepted)
                log.Find(Group, $"login as {login.Who}: {name}", Unproven, context.Target, request, opened!);
        }

        if (login.NeedsSecret)
            await ControlAsync("after the attempts");
        else
            log.Control("the target answers a request without any session", await sender.SendAsync(options.Probe, cancellation) is not null, "any answer will do");

        async Task ControlAsync(string when)
        {
            var opened = await sender.SendAsync(login.Legitimate, cancellation);
            var honoured = opened is null ? Answer.Unclear : await HonouredAsync(opened);
            log.Control($"login as {login.Who}, {when}", honoured == Answer.Accepted, opened is null ? "no answer" : $"status {opened.Status}");
        }

        // A token that opens nothing is no session.
        async Task<Answer> HonouredAsync(RawResponse opened)
        {
            if (login.TokenOf(opened) is not { } token)
                return Answer.Refused;
            log.Secrets.Add(token);
            var probe = await sender.SendAsync(login.Carrier.Put(options.Probe, token), cancellation);
            return probe is null or { Status: 429 or >= 500 } ? Answer.Unclear : probe.IsSuccess ? Answer.Accepted : Answer.Refused;
        }
    }
}

/// <summary>What the attack needs to know of a target.</summary>
public sealed record IdentityProofOptions
{
    /// <summary>A request, without a credential, that needs a session and succeeds with one.</summary>
    public required RawRequest Probe { get; init; }

    /// <summary>How sessions are opened.</summary>
    public required IReadOnlyList<LoginCase> Logins { get; init; }
}

/// <summary>A way to open a session in somebody's name.</summary>
public sealed record LoginCase
{
    /// <summary>In whose name, for reports.</summary>
    public required string Who { get; init; }

    /// <summary>Whether the legitimate login carries a secret. One that does not is itself an attempt.</summary>
    public required bool NeedsSecret { get; init; }

    /// <summary>The login as its owner makes it.</summary>
    public required RawRequest Legitimate { get; init; }

    /// <summary>Logins in the same name by somebody who has not got the secret.</summary>
    public required IReadOnlyList<(string Name, RawRequest Request)> WithoutProof { get; init; }

    /// <summary>The token in an answer; null when it has none.</summary>
    public required Func<RawResponse, string?> TokenOf { get; init; }

    /// <summary>Where the token stands later.</summary>
    public required CredentialCarrier Carrier { get; init; }

    /// <summary>What must not show in a report.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
