namespace Lighthouse.Bridge.Client;

/// <summary>A session as the bridge lists it: without its token.</summary>
/// <param name="SessionId">32 hex characters.</param>
/// <param name="AgentId">Whose it is.</param>
/// <param name="IpAddress">The address that it is bound to.</param>
/// <param name="UserAgent">The <c>User-Agent</c> that it is bound to.</param>
/// <param name="CreatedAt">Unix seconds.</param>
/// <param name="LastUsedAt">Unix seconds.</param>
/// <param name="EndsAt">Unix seconds at which it ends unless it is used before.</param>
public sealed record SessionSummary(
    string SessionId, string AgentId, string IpAddress, string UserAgent, double CreatedAt, double LastUsedAt, double EndsAt);
