using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>Signs answers and checks questions with keys that are derived, for one elicitation, from the agent's secret.</summary>
public static class ElicitationSigner
{
    /// <summary>Signs an answer: lower-hex HMAC-SHA256 over the canonical JSON of data, elicitation_id, nonce, responding_agent and response_type.</summary>
    public static string SignResponse(string secret, string elicitationId, string agent, string responseType, JsonElement? data, string nonce) =>
        new SignedFields()
            .Add("data", data)
            .Add("elicitation_id", elicitationId)
            .Add("nonce", nonce)
            .Add("responding_agent", agent)
            .Add("response_type", responseType)
            .Sign(Key(secret, "elicitation-response", elicitationId, nonce));

    /// <summary>Whether the bridge signed exactly this question for exactly this agent.</summary>
    public static bool IsGenuine(PendingElicitation question, string agent, string secret)
    {
        var expected = new SignedFields()
            .Add("created_at", question.CreatedAt)
            .Add("from", question.FromAgent)
            .Add("id", question.Id)
            .Add("message", question.Message)
            .Add("nonce", question.Nonce)
            .Add("schema", question.Schema)
            .Add("to", agent)
            .Sign(Key(secret, "elicitation-request", question.Id, question.Nonce));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(question.Signature));
    }

    private static byte[] Key(string secret, string purpose, string elicitationId, string nonce)
    {
        var key = new byte[HMACSHA256.HashSizeInBytes];
        OneTimeHmac.Compute(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{purpose}\n{elicitationId}\n{nonce}"), key);
        return key;
    }
}
