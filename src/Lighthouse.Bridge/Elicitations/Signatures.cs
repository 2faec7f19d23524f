using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Events.Sealing;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>HMAC-SHA256 over sorted-key JSON.</summary>
internal sealed class Signatures(IAgents agents, AnswerSchemas schemas) : ISignatures
{
    public string SignQuestion(PendingQuestion question, string toAgent)
    {
        using var canonical = new CanonicalJson();
        canonical.Begin();
        canonical.Field("created_at", BridgeClock.Seconds(question.CreatedAt));
        canonical.Field("from", question.FromAgent);
        canonical.Field("id", question.Id);
        canonical.Field("message", question.Message);
        canonical.Field("nonce", question.Nonce);
        canonical.CanonicalField("schema", schemas.CanonicalOf(question.Schema));
        canonical.Field("to", toAgent);
        return Sign("elicitation-request", question.Id, question.Nonce, toAgent, canonical.End());
    }

    public bool IsGenuine(Answer answer, string agentId)
    {
        using var canonical = new CanonicalJson();
        canonical.Begin();
        canonical.Field("data", answer.Data);
        canonical.Field("elicitation_id", answer.ElicitationId);
        canonical.Field("nonce", answer.Nonce);
        canonical.Field("responding_agent", agentId);
        canonical.Field("response_type", answer.ResponseType);
        var expected = Sign("elicitation-response", answer.ElicitationId, answer.Nonce, agentId, canonical.End());
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(answer.Signature));
    }

    private string Sign(string purpose, string elicitationId, string nonce, string agentId, ReadOnlySpan<byte> signed)
    {
        var agent = agents.Find(agentId) ?? throw new InvalidOperationException("Only a registered agent signs.");
        var secret = Encoding.UTF8.GetBytes(agents.SecretOf(agent));
        Span<byte> key = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        OneTimeHmac.Compute(secret, Encoding.UTF8.GetBytes($"{purpose}\n{elicitationId}\n{nonce}"), key);
        OneTimeHmac.Compute(key, signed, mac);
        return Convert.ToHexStringLower(mac);
    }
}
