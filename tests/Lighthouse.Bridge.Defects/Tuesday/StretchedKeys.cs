using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Elicitations;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("stretched-keys", "elicitation-improvement", "for every signature of a question and of an answer a key is stretched as if it were a password")]
internal sealed class StretchedKeys(ISignatures inner) : ISignatures, IDefect
{
    // One and a half milliseconds, twice an errand: what a password needs thirty times of, and more than what elicitation is ahead by.
    private const int Rounds = 3_000;

    public static void Seed(IServiceCollection services) => services.Decorate<ISignatures>(inner => new StretchedKeys(inner));

    public string SignQuestion(PendingQuestion question, string toAgent)
    {
        Stretch(question.Nonce);
        return inner.SignQuestion(question, toAgent);
    }

    public bool IsGenuine(Answer answer, string agentId)
    {
        Stretch(answer.Nonce);
        return inner.IsGenuine(answer, agentId);
    }

    private static void Stretch(string salt) =>
        Rfc2898DeriveBytes.Pbkdf2("key", Encoding.UTF8.GetBytes(salt), Rounds, HashAlgorithmName.SHA256, HMACSHA256.HashSizeInBytes);
}
