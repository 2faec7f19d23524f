using Lighthouse.Bridge.Elicitations;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("response-type-not-signed", "hmac-forgery", "the signature of an answer does not cover whether it accepts or declines")]
internal sealed class ResponseTypeNotSigned(ISignatures inner) : ISignatures, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<ISignatures>(inner => new ResponseTypeNotSigned(inner));

    public string SignQuestion(PendingQuestion question, string toAgent) => inner.SignQuestion(question, toAgent);

    public bool IsGenuine(Answer answer, string agentId) =>
        new[] { "accept", "decline", "cancel" }.Any(word => inner.IsGenuine(answer with { ResponseType = word }, agentId));
}
