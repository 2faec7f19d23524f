using Lighthouse.Readiness.Attestations;

namespace Lighthouse.Readiness.Governance;

/// <summary>The keys by which approvals are known.</summary>
/// <param name="Keys">Role and public key; a role may have several, a key has one role.</param>
public sealed record Approvers(IReadOnlyList<(string Role, VerificationKey Key)> Keys)
{
    /// <summary>Nobody.</summary>
    public static Approvers Nobody { get; } = new([]);

    /// <summary>The keys of a role.</summary>
    public IEnumerable<VerificationKey> Of(string role) => Keys.Where(one => one.Role == role).Select(one => one.Key);
}
