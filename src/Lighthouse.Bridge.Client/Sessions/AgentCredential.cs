namespace Lighthouse.Bridge.Client;

/// <summary>What a registered agent proves its identity with. The secret is shown once: keep it.</summary>
/// <param name="AgentId">Name of the agent.</param>
/// <param name="Role">Role the admin gave it.</param>
/// <param name="Secret">Shared secret; never log it.</param>
public sealed record AgentCredential(string AgentId, string Role, string Secret)
{
    /// <summary>Names the agent and hides the secret.</summary>
    public override string ToString() => $"{AgentId} ({Role})";
}
