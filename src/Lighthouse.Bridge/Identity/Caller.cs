namespace Lighthouse.Bridge.Identity;

/// <summary>Who makes a request, as proven by the session.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Role">Its role.</param>
/// <param name="SessionId">The session.</param>
public sealed record Caller(string AgentId, Role Role, string SessionId)
{
    /// <summary>Whether the caller reads everything.</summary>
    public bool ReadsAll => Role.May(Permission.AuditAccess);
}
