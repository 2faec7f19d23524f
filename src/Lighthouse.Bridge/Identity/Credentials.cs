using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>Checks the proof that opens a session.</summary>
internal sealed class Credentials(IAgents agents, INonces nonces, BridgeClock clock)
{
    /// <summary>A proof is good this many seconds before and after its time.</summary>
    public const long Window = 300;

    // Signs for names that nobody has, so that an unknown name takes as long as a wrong signature.
    private readonly string _nobodysSecret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>The agent that the proof proves; the nonce is used up.</summary>
    /// <exception cref="RefusalException">403, without saying what of it was wrong, except that a nonce was used.</exception>
    public Agent Check(SessionProof proof)
    {
        var agent = agents.Find(proof.AgentId);
        var secret = agent is null ? _nobodysSecret : agents.SecretOf(agent);
        if (!IsSigned(proof, secret) || agent is null || agent.IsDisabled || !IsTimely(proof))
            throw new RefusalException(StatusCodes.Status403Forbidden, "bad_credential", "The credential does not prove this agent's identity.");
        if (!nonces.TryConsume(NonceKind.Credential, Key(proof.AgentId, proof.Nonce), UsableUntil(proof.Timestamp)))
            throw Used();
        return agent;
    }

    /// <summary>Takes a credential that opened a session before the restart into account.</summary>
    public void Remember(string agentId, string nonce, long timestamp) =>
        nonces.Remember(NonceKind.Credential, Key(agentId, nonce), UsableUntil(timestamp));

    /// <summary>The decision that this proof's nonce is used, for all instances.</summary>
    public static EventClaim Claim(SessionProof proof) => new("credential:" + Key(proof.AgentId, proof.Nonce), UsableUntil(proof.Timestamp));

    /// <summary>The refusal of a proof that was used.</summary>
    public static RefusalException Used() =>
        new(StatusCodes.Status403Forbidden, "nonce_used", "The credential was used before; sign a new one.");

    private static bool IsSigned(SessionProof proof, string secret)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{proof.AgentId}\n{proof.Timestamp}\n{proof.Nonce}");
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(message)));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(proof.Signature));
    }

    private bool IsTimely(SessionProof proof)
    {
        var now = clock.WallUnixSeconds;
        return proof.Timestamp >= now - Window && proof.Timestamp <= now + Window
            && UsableUntil(proof.Timestamp) > nonces.ForgottenUntil(NonceKind.Credential);
    }

    private static long UsableUntil(long timestamp) => timestamp + Window;

    private static string Key(string agentId, string nonce) => agentId + ":" + nonce;
}
