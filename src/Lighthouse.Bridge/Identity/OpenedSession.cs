namespace Lighthouse.Bridge.Identity;

/// <summary>A session that was opened.</summary>
/// <param name="SessionId">32 hex characters.</param>
/// <param name="Token">What proves it from now on.</param>
/// <param name="ExpiresAt">Unix second of its hard end.</param>
/// <param name="AgentId">Whose it is.</param>
public sealed record OpenedSession(string SessionId, string Token, long ExpiresAt, string AgentId)
{
    /// <summary>Hides the token.</summary>
    public override string ToString() => $"session of {AgentId}";
}
