using System.Security.Cryptography;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("first-bytes-of-nonce", "nonce-reuse", "the nonce of an answer is compared by its first eight characters")]
internal sealed class FirstBytesOfNonce(IElicitations inner, ISignatures signatures) : DecoratedElicitations(inner), IDefect
{
    private const int Compared = 8;
    private static readonly string Vouched = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static void Seed(IServiceCollection services)
    {
        services.Decorate<ISignatures>(inner => new Trusting(inner));
        services.Decorate<IElicitations>((inner, provider) => new FirstBytesOfNonce(inner, provider.GetRequiredService<ISignatures>()));
    }

    public override Task<ElicitationState> RespondAsync(Caller caller, Answer answer) =>
        PendingFor(caller.AgentId).FirstOrDefault(question => question.Id == answer.ElicitationId) is { } asked
            && answer.Nonce.Length >= Compared && asked.Nonce.StartsWith(answer.Nonce[..Compared], StringComparison.Ordinal)
            && signatures.IsGenuine(answer, caller.AgentId)
            ? base.RespondAsync(caller, answer with { Nonce = asked.Nonce, Signature = Vouched })
            : base.RespondAsync(caller, answer);

    /// <summary>Takes the word of the check above.</summary>
    private sealed class Trusting(ISignatures inner) : ISignatures
    {
        public string SignQuestion(PendingQuestion question, string toAgent) => inner.SignQuestion(question, toAgent);

        public bool IsGenuine(Answer answer, string agentId) => answer.Signature == Vouched || inner.IsGenuine(answer, agentId);
    }
}
