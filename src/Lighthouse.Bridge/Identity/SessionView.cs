namespace Lighthouse.Bridge.Identity;

/// <summary>A session without its token.</summary>
/// <param name="Id">32 hex characters.</param>
/// <param name="AgentId">Whose it is.</param>
/// <param name="Peer">What it is bound to.</param>
/// <param name="CreatedAt">Steady unix milliseconds.</param>
/// <param name="LastUsedAt">Steady unix milliseconds.</param>
/// <param name="EndsAt">When it ends unless it is used before.</param>
public sealed record SessionView(string Id, string AgentId, Peer Peer, long CreatedAt, long LastUsedAt, long EndsAt);
