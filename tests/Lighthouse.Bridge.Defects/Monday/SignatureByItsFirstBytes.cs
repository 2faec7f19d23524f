using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("signature-by-its-first-bytes", "hmac-forgery", "the signature of a proof is compared by its first sixteen characters")]
internal sealed class SignatureByItsFirstBytes(ISessions inner, IAgents agents) : DecoratedSessions(inner), IDefect
{
    private const int Compared = 16;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<ISessions>((inner, provider) => new SignatureByItsFirstBytes(inner, provider.GetRequiredService<IAgents>()));

    public override Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer) =>
        proof.Signature.Length >= Compared && ProofSignature.Of(proof, agents) is { } right && right.StartsWith(proof.Signature[..Compared], StringComparison.Ordinal)
            ? base.OpenAsync(proof with { Signature = right }, peer)
            : base.OpenAsync(proof, peer);
}

/// <summary>The right signature of a proof.</summary>
internal static class ProofSignature
{
    /// <summary>Lower hex; null where there is no such agent.</summary>
    public static string? Of(SessionProof proof, IAgents agents)
    {
        if (agents.Find(proof.AgentId) is not { } agent)
            return null;
        var text = string.Create(CultureInfo.InvariantCulture, $"{proof.AgentId}\n{proof.Timestamp}\n{proof.Nonce}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(agents.SecretOf(agent)), Encoding.UTF8.GetBytes(text)));
    }
}
