namespace Lighthouse.Readiness.Attestations;

/// <summary>Who signed a bundle, as its statements say it.</summary>
/// <param name="KeyId">SHA-256 of the public key, lower-case hex.</param>
/// <param name="IsSelfMade">Whether the run made the key for itself.</param>
public sealed record Signer(string KeyId, bool IsSelfMade)
{
    internal static Signer Of(SigningKey key) => new(key.Verification.Id, key.IsSelfMade);
}
