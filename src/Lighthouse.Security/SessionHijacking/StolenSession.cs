namespace Lighthouse.Security.SessionHijacking;

/// <summary>A session that somebody else has got hold of.</summary>
/// <param name="AgentId">Whose it is.</param>
/// <param name="SessionId">Its id.</param>
/// <param name="Token">What proves it.</param>
public sealed record StolenSession(string AgentId, string SessionId, string Token)
{
    /// <summary>Names the agent and hides the token.</summary>
    public override string ToString() => $"session of {AgentId}";
}
