using Lighthouse.Security;
using Lighthouse.Security.HmacForgery;
using Lighthouse.Security.HmacForgery.Timing;

namespace Lighthouse.Suites.Security;

/// <summary>No forged signature is accepted, and the time of a refusal tells nothing of the right one.</summary>
[Collection(Alone.Name)]
public sealed class HmacForgery(Day day)
{
    private const string Gate = "hmac-forgery";

    // A noisy machine takes more samples to see the same effect; a quiet one ends after the first batch.
    private const int MostBatches = 20;

    [Fact, Gate(Gate, "hmac_forgery.accepted")]
    public async Task No_forged_signature_is_accepted()
    {
        Assert.SkipWhen(day.TargetProfile is not null, "the target is known by its profile alone, and a profile does not say how a service signs");
        var cancellation = TestContext.Current.CancellationToken;
        await using var agents = await ConnectAsync(cancellation);
        var messages = new SignedMessages(new AttackIdentities(agents));
        var attack = new HmacForgeryAttack(new HmacForgeryOptions
        {
            Messages = [messages.TokenAsync, messages.ProofAsync, messages.AnswerAsync],
            Forgeries = day.Sizes(Gate).Count("forgeries"),
        });
        Attacks.Record(day, Gate, "hmac_forgery.accepted", await AttackAsync(attack, cancellation));
    }

    [Fact, Gate(Gate, "hmac_forgery.timing_signals")]
    public async Task The_time_of_a_refusal_tells_nothing()
    {
        Assert.SkipWhen(day.TargetProfile is not null, "the target is known by its profile alone, and a profile does not say how a service signs");
        var cancellation = TestContext.Current.CancellationToken;
        await using var agents = await ConnectAsync(cancellation);
        var messages = new SignedMessages(new AttackIdentities(agents));
        var attack = new TimingAttack(new TimingOptions
        {
            Probes = [ProbeOf(await messages.TokenAsync(cancellation)), ProbeOf(await messages.ProofAsync(cancellation))],
            Effect = day.Sizes(Gate).Duration("effect"),
            Batch = day.Sizes(Gate).Count("batch"),
            MostBatches = MostBatches,
        });
        Attacks.Record(day, Gate, "hmac_forgery.timing_signals", await AttackAsync(attack, cancellation));
    }

    private Task<Agents> ConnectAsync(CancellationToken cancellation) => Agents.ConnectPatientlyAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation);

    private Task<AttackResult> AttackAsync(IAttack attack, CancellationToken cancellation) =>
        attack.RunAsync(Attacks.On(day.Target.Url, day.Random($"{Gate}/{attack.GetType().Name}")), cancellation);

    private static TimingProbe ProbeOf(SignedMessage message)
    {
        string[] values = [.. message.Parts.Select(part => part.Value)];
        var first = message.Build(values, string.Concat(message.Signature.Select(Other)));
        var last = message.Build(values, message.Signature[..^1] + Other(message.Signature[^1]));
        return new TimingProbe(message.Name, () => first, () => last);
    }

    private static char Other(char digit) => digit == '0' ? '1' : '0';
}
